import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreatePipelineCommand } from "@aws-sdk/client-codepipeline";
import type { Locator, Page } from "@playwright/test";
import { engineClient } from "@/scripts/testing/engine-client";
import { expectAccessible, inBothThemes } from "./axe";
import { commandsPipeline } from "./fixtures/commands-pipeline";
import { expect, test } from "./fixtures/test";

const PIPELINE = "logs";
const LINES = 5_000;

test.describe("the log of an action", () => {
  test("is followed, searched as a whole, linked, folded and saved, by mouse and by keyboard", async ({
    ownerPage: page,
    stack,
  }) => {
    const { client } = await engineClient(stack.dataDir);
    const folder = await mkdtemp(path.join(tmpdir(), "penstock-logs-"));
    const goOn = (step: Step) => writeFile(path.join(folder, step), "");
    await client.send(new CreatePipelineCommand({ pipeline: pipeline(folder) }));
    const log = page.getByRole("region", { name: "Log", exact: true });
    const lines = page.getByLabel("Log lines");
    const search = log.getByLabel("Search the whole log");

    await test.step("it opens at its end and follows what is written, also after the connection was cut", async () => {
      await expect(async () => {
        await page.goto(`/pipelines/local/${PIPELINE}/history`);
        await page
          .getByRole("link", { name: /^[0-9a-f]{8}/ })
          .first()
          .click({ timeout: 10_000 });
        await expect(lines).toBeVisible({ timeout: 10_000 });
      }).toPass();
      await expect(lines).toContainText("tick 2");
      await expect(log.getByRole("button", { name: "Following" })).toHaveAttribute("aria-pressed", "true");
      await goOn("third");
      await expect(lines).toContainText("tick 3");
      await page.context().setOffline(true);
      await expect(log.getByRole("alert")).toContainText("cannot be reached");
      await goOn("others");
      await expect(lines).toContainText("tick 3");
      await page.context().setOffline(false);
      await expect(lines).toContainText("tick 9");
      await expect(log.getByRole("alert")).toHaveCount(0);
      await page.keyboard.press("j");
      await expect(log.getByRole("button", { name: "Follow j", exact: true })).toHaveAttribute("aria-pressed", "false");
    });

    await test.step("it opens where it went wrong, once it has failed", async () => {
      await goOn("end");
      await expect(page.getByLabel("Execution", { exact: true })).toContainText("Failed");
      await page.reload();
      await expect(lines).toContainText("Command did not exit successfully");
      await page.keyboard.press("f");
      await expect(page).toHaveURL(/[?&]line=\d+/);
      await page.keyboard.press("Escape");
      await expect(page).not.toHaveURL(/[?&]line=/);
    });

    await test.step("a search counts in the whole log, through colours, and steps from match to match", async () => {
      await page.keyboard.press("/");
      await expect(search).toBeFocused();
      await page.keyboard.type("Jest needle");
      await expect(log.getByRole("status")).toHaveText(`1 of ${LINES / 1_000}`);
      await expect(lines.locator("mark")).toHaveText(["jest ", "needle"]);
      await page.keyboard.press("Shift+Enter");
      await expect(log.getByRole("status")).toHaveText("5 of 5");
      await expect(lines).toContainText(`jest needle ${LINES}`);
      await page.keyboard.press("Enter");
      await expect(lines).toContainText("jest needle 1000");
      await log.getByRole("button", { name: "Match letter case" }).click();
      await expect(log.getByRole("status")).toHaveText("no match");
      await inBothThemes(page, () => expectAccessible(page));
      await search.press("Escape");
      await expect(lines.locator("mark")).toHaveCount(0);
    });

    await test.step("a line and a range of lines have an address", async () => {
      await lineNumber(lines, 1_020).click();
      await lineNumber(lines, 1_022).click({ modifiers: ["Shift"] });
      await expect(page).toHaveURL(/[?&]line=1020-1022/);
      await page.goto(page.url().replace("line=1020-1022", "line=4000"));
      await expect(lineNumber(lines, 4_000)).toBeInViewport();
    });

    await test.step("any place is reached by scrolling, and nothing in it acts on the page", async () => {
      await lines.evaluate((box) => box.scrollTo(0, 0));
      await expect(lines).toContainText("Entering phase BUILD");
      await expect(lines).toContainText("<img src=x onerror=alert(1)> <U+202E>evil 100 %");
    });

    await test.step("phases fold, with how they ended", async () => {
      await log.getByRole("button", { name: "Phases" }).click();
      await page.getByRole("menuitem", { name: "Fold all", exact: true }).click();
      const build = lines.getByRole("button", { name: "BUILD", exact: true });
      await expect(build).toHaveAttribute("aria-expanded", "false");
      await expect(lines).toContainText("lines folded");
      await expect(lines).not.toContainText("tick 1");
      await build.press("Enter");
      await expect(build).toHaveAttribute("aria-expanded", "true");
    });

    await test.step("all of it is saved", async () => {
      await log.getByRole("button", { name: "Download the log" }).click();
      const saved = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: /^As text/ }).click();
      const text = await readFile(await (await saved).path(), "utf8");
      expect(text.match(/ordinary line \d+$/gm)).toHaveLength(LINES - LINES / 1_000);
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z \[Container\]/);
    });

    await test.step("it fits a phone", async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await lines.scrollIntoViewIfNeeded();
      await expect(search).toBeVisible();
      expect(await overflowOf(page)).toBe(0);
      await expectAccessible(page);
    });
    await rm(folder, { recursive: true });
  });
});

function lineNumber(lines: Locator, number: number): Locator {
  return lines.getByRole("link", { name: number.toLocaleString("en"), exact: true });
}

function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What the action waits for, as a file of that name, so that it is not ahead of who looks at it. */
type Step = "third" | "others" | "end";

function pipeline(folder: string) {
  const escape = String.raw`\033`;
  const wait = (step: Step) => `while [ ! -e '${path.join(folder, step)}' ]; do sleep 0.1; done`;
  return commandsPipeline({
    name: PIPELINE,
    commands: [
      String.raw`printf '<img src=x onerror=alert(1)> \342\200\256evil 10 %%\b\b\b\b100 %%${escape}]0;title\007\n'`,
      `awk 'BEGIN { for (i = 1; i <= ${LINES}; i++) if (i % 1000) print "an ordinary line " i; else print "${escape}[32mjest ${escape}[0mneedle " i }'`,
      "for i in 1 2; do echo tick $i; done",
      `${wait("third")}; for i in 3; do echo tick $i; done`,
      `${wait("others")}; for i in 4 5 6 7 8 9; do echo tick $i; done`,
      `${wait("end")}; exit 3`,
    ],
  });
}
