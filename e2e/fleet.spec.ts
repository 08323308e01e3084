import { readFile } from "node:fs/promises";
import { CreatePipelineCommand, type PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import type { Page } from "@playwright/test";
import { engineClient } from "@/scripts/testing/engine-client";
import { expectAccessible, inBothThemes } from "./axe";
import { expect, test } from "./fixtures/test";

const LONG_NAME = `fleet-${"a-very-long-name-".repeat(5)}end`;

test("the fleet groups, narrows, remembers and walks by keyboard, and fills a wall board", async ({
  ownerPage: page,
  stack,
}) => {
  const { client } = await engineClient(stack.dataDir);
  const tags = (team: string, folder: string) => [
    { key: "team", value: team },
    { key: "penstock:folder", value: folder },
  ];
  await client.send(new CreatePipelineCommand({ pipeline: declare("fleet-checkout"), tags: tags("shop", "shop/web") }));
  await client.send(new CreatePipelineCommand({ pipeline: declare(LONG_NAME), tags: tags("data", "lake") }));

  await test.step("pipelines of every connection appear by themselves, with the tags of the account", async () => {
    await page.goto("/pipelines?group=tag:team");
    await expect(groupHead(page, "shop")).toContainText("1 pipeline");
    await expect(groupHead(page, "data")).toBeVisible();
    await expect(groupHead(page, "Without the tag team")).toBeVisible();
  });

  await test.step("a closed group keeps its head, and the address remembers it", async () => {
    await groupHead(page, "data").click();
    await expect(groupHead(page, "data")).toHaveAttribute("aria-expanded", "false");
    await expect(rowLink(page, LONG_NAME)).toBeHidden();
    await expect(page).toHaveURL(/[?&]folded=data/);
    await page.reload();
    await expect(rowLink(page, LONG_NAME)).toBeHidden();
    await page.getByLabel("Group by").selectOption("folder");
    await expect(groupHead(page, "shop/web")).toBeVisible();
    await expect(rowLink(page, LONG_NAME)).toBeVisible();
    await inBothThemes(page, () => expectAccessible(page));
  });

  await test.step("filters stand in the address", async () => {
    await page.getByLabel("Group by").selectOption("");
    await page.getByRole("button", { name: "Tag", exact: true }).click();
    await page.getByLabel("team: shop").check();
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(/[?&]tag=team(=|%3D)shop/);
    await expect(rows(page)).toHaveCount(1);
    await page.reload();
    await expect(rows(page)).toHaveCount(1);
    await expect(rowLink(page, "fleet-checkout")).toBeVisible();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(rowLink(page, "hello-web")).toBeVisible();
  });

  await test.step("slash searches, arrows walk, s makes a favourite, Enter opens", async () => {
    await page.getByRole("region", { name: "Pipelines" }).focus();
    await page.keyboard.press("/");
    await page.keyboard.type("fleet-");
    await expect(rows(page)).toHaveCount(2);
    await page.getByRole("button", { name: "Pipeline", exact: true }).click();
    await page.getByRole("region", { name: "Pipelines" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const focused = page.locator(":focus");
    await expect(focused).toHaveText(LONG_NAME);
    await page.keyboard.press("s");
    await expect(page.getByRole("button", { name: `${LONG_NAME} is a favourite` })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await page.goto("/pipelines?favourites=true");
    await expect(rows(page)).toHaveCount(1);
    await rowLink(page, LONG_NAME).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/pipelines/local/${LONG_NAME}`);
  });

  await test.step("what the list is narrowed to is saved as a view, and as a file", async () => {
    await page.goto("/pipelines?search=fleet-&sort=name");
    await expect(rows(page)).toHaveCount(2);
    const views = page.getByRole("navigation", { name: "Views" });
    await views.getByRole("button", { name: "Save view" }).press("Enter");
    await page.keyboard.type("By name");
    await inBothThemes(page, () => expectAccessible(page));
    await page.keyboard.press("Enter");
    const own = views.getByRole("button", { name: "By name", exact: true });
    await expect(own).toHaveAttribute("aria-pressed", "true");
    await expect(views.getByRole("button", { name: "Save view" })).toBeFocused();
    await page.goto("/pipelines");
    await expect(own).toHaveAttribute("aria-pressed", "false");
    await own.press("Enter");
    await expect(rows(page)).toHaveCount(2);
    await expect(page).toHaveURL(/[?&]search=fleet-&sort=name/);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).press("Enter");
    const file = await readFile(await (await download).path(), "utf8");
    const names = file
      .trimEnd()
      .split("\r\n")
      .map((row) => row.split(",")[1]);
    expect(names).toEqual(["pipeline", LONG_NAME, "fleet-checkout"]);
    await views.getByRole("button", { name: "Remove the view By name" }).press("Enter");
    await expect(own).toBeHidden();
    await page.getByRole("button", { name: "Put back" }).click();
    await expect(own).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("columns that are hidden stay hidden, and a card on a phone shows them still", async () => {
    await page.goto("/pipelines?connection=demo");
    const median = page.getByRole("columnheader", { name: "Median" });
    await expect(median).toBeVisible();
    await page.getByRole("button", { name: "Columns" }).press("Enter");
    await page.getByRole("checkbox", { name: "Median" }).press("Space");
    await inBothThemes(page, () => expectAccessible(page));
    await page.keyboard.press("Escape");
    await page.reload();
    await expect(page.getByRole("button", { name: "Columns: 6" })).toBeVisible();
    await expect(median).toBeHidden();
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(rows(page).first().getByText(/^\d+m/)).toBeVisible();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole("button", { name: "Columns: 6" }).click();
    await page.getByRole("checkbox", { name: "Median" }).check();
    await page.keyboard.press("Escape");
    await expect(median).toBeVisible();
  });

  await test.step("a bar of the last runs leads to its run", async () => {
    await page.goto("/pipelines?connection=demo");
    const bars = page.getByRole("link", { name: /^Last 30 runs: / }).first();
    await bars.hover({ position: { x: 147, y: 12 } });
    await expect(bars).toHaveAttribute("title", /^Run [0-9a-f]{8}: /);
    await bars.click({ position: { x: 147, y: 12 } });
    await page.waitForURL(/\/executions\/[0-9a-f-]{36}$/);
  });

  await test.step("on a phone each pipeline is a card", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/pipelines");
    await expect(rowLink(page, "hello-web")).toBeVisible();
    await inBothThemes(page, () => expectAccessible(page));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step("the board shows all of it, keeps the filters of the list, and goes on over a cut of its stream", async () => {
    await page.goto("/pipelines?connection=local");
    await page.getByRole("link", { name: "Wall board" }).click();
    await page.waitForURL(/\/board\?connection=local/);
    await expect(page.getByRole("article", { name: /^fleet-checkout: / })).toBeVisible();
    await expect(page.getByText(/^Live, /)).toBeVisible();
    await expectAccessible(page);
    await page.evaluate(() => localStorage.setItem("theme", "light"));
    await page.reload();
    await expect(page.getByRole("article", { name: /^hello-web: / })).toBeVisible();
    await expectAccessible(page);
    await page.evaluate(() => localStorage.removeItem("theme"));
    await page.route("**/api/events", (route) => route.abort());
    await page.reload();
    await expect(page.getByText(/^Polling, /)).toBeVisible();
    await client.send(new CreatePipelineCommand({ pipeline: declare("fleet-late") }));
    await expect(page.getByRole("article", { name: /^fleet-late: / })).toBeVisible();
  });
});

function groupHead(page: Page, name: string) {
  return page.getByRole("button", { name: new RegExp(`^${name} \\d`) });
}

function rows(page: Page) {
  return page.getByRole("table", { name: "Pipelines" }).locator("[data-index]");
}

function rowLink(page: Page, name: string) {
  return rows(page).getByRole("link", { name, exact: true });
}

/** It waits at once, so that it costs the machine nothing. */
function declare(name: string): PipelineDeclaration {
  return {
    name,
    pipelineType: "V2",
    roleArn: "arn:aws:iam::000000000000:role/fleet",
    artifactStore: { type: "S3", location: "fleet-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: { category: "Source", owner: "AWS", provider: "S3", version: "1" },
            configuration: { S3Bucket: "fleet-source", S3ObjectKey: "source.zip", PollForSourceChanges: "false" },
            outputArtifacts: [{ name: "Source" }],
          },
        ],
      },
      {
        name: "Release",
        actions: [
          {
            name: "Approve",
            actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
          },
        ],
      },
    ],
  };
}
