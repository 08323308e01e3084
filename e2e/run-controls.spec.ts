import { CreatePipelineCommand } from "@aws-sdk/client-codepipeline";
import type { Page } from "@playwright/test";
import { engineClient } from "@/scripts/testing/engine-client";
import { expectAccessible, inBothThemes } from "./axe";
import { commandsPipeline } from "./fixtures/commands-pipeline";
import { expect, test } from "./fixtures/test";

const PIPELINE = "run-controls";
const HOME = `/pipelines/local/${PIPELINE}`;

test.describe("controls of a run", () => {
  test("a link fills in a start, a stage is rolled back, and a finished run is replayed", async ({
    ownerPage: page,
    stack,
  }) => {
    const { client } = await engineClient(stack.dataDir);
    await client.send(
      new CreatePipelineCommand({
        pipeline: commandsPipeline({ name: PIPELINE, commands: ["sleep 2", "echo '#{variables.Greeting}'"] }),
      }),
    );

    await test.step("the link opens the form, starts nothing, and what is wrong is said before it is sent", async () => {
      const dialog = page.getByRole("dialog", { name: `Start ${PIPELINE}?` });
      await expect(async () => {
        await page.goto(`${HOME}?start=1&var.Greeting=hi&rev.Checkout=main`);
        await expect(dialog).toBeVisible({ timeout: 10_000 });
      }).toPass();
      const hostile = new URLSearchParams({
        start: "1",
        "var.Greeting": "x".repeat(1001),
        "rev.Checkout": "\u202eabc",
      });
      await page.goto(`${HOME}?${hostile}&var.${encodeURIComponent("<img src=x onerror=alert(1)>")}=1`);
      await expect(dialog).toContainText("Checkout, <img src=x onerror=alert(1)>");
      await expect(dialog).toContainText("A value has at most 1000 characters.");
      await dialog.getByRole("button", { name: "Start execution" }).click();
      await expect(dialog).toBeVisible();
      await page.goto(`${HOME}?start=1&var.Greeting=hi&rev.Checkout=main`);
      await expect(dialog).toContainText("nothing has started yet");
      await expect(dialog.getByLabel("Greeting")).toHaveValue("hi");
      await dialog.getByRole("button", { name: "Start execution" }).click();
      await expect(dialog).toContainText("A commit id is 40 hexadecimal digits");
      await inBothThemes(page, () => expectAccessible(page));
      await dialog.getByLabel("Commit id of Checkout").fill("");
      await dialog.getByRole("button", { name: "Start execution" }).click();
      await page.waitForURL("**/executions/*");
      await expectSucceeded(page);
    });

    await test.step("a stage is rolled back to an execution that succeeded in it", async () => {
      const started = page.url();
      await fromMenu(page, "Roll back a stage…");
      const dialog = page.getByRole("dialog", { name: "Roll back Work?" });
      await expect(dialog.getByRole("radio").first()).toBeVisible();
      await inBothThemes(page, () => expectAccessible(page));
      await dialog.getByRole("button", { name: /^Roll back to/ }).click();
      await page.waitForURL((url) => url.href !== started && url.pathname.includes("/executions/"));
      await expect(page.getByLabel("Execution", { exact: true })).toContainText("Rolled back by hand");
      await expectSucceeded(page);
      await page.goto(started);
    });

    await test.step("a finished run is replayed by keyboard, and its address names the instant", async () => {
      await fromMenu(page, "Replay");
      const replay = page.getByRole("region", { name: "Replay" });
      await expect(replay).toContainText("In progress");
      await expect(page).toHaveURL(/[?&]at=0/);
      await replay.getByRole("slider").press("End");
      await expect(replay).toContainText("Succeeded");
      await replay.getByRole("button", { name: "Previous change" }).click();
      await expect(replay).toContainText("In progress");
      await page.reload();
      await expect(replay).toContainText("In progress");
      await inBothThemes(page, () => expectAccessible(page));
    });

    await test.step("it is compared with the execution before it", async () => {
      await fromMenu(page, "Compare with the execution before it");
      const table = page.getByRole("table", { name: "Stages and actions" });
      await expect(table.getByRole("row", { name: /Greet/ })).toContainText("Succeeded");
      await expect(page.getByRole("table", { name: "Variables", exact: true })).toContainText("hi");
      await inBothThemes(page, () => expectAccessible(page));
    });
  });
});

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More for this execution" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function expectSucceeded(page: Page): Promise<void> {
  await expect(page.getByLabel("Execution", { exact: true })).toContainText("Succeeded");
}
