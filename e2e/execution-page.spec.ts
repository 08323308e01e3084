import { CreatePipelineCommand, StartPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";
import { engineClient } from "@/scripts/testing/engine-client";
import { expectAccessible, inBothThemes } from "./axe";
import { settledBox } from "./fixtures/canvas";
import { commandsPipeline } from "./fixtures/commands-pipeline";
import { expect, test } from "./fixtures/test";

const PIPELINE = "execution-page";

test("an execution is read, replayed and compared from the keyboard", async ({ ownerPage: page, stack }) => {
  const { client } = await engineClient(stack.dataDir);
  await client.send(
    new CreatePipelineCommand({
      pipeline: commandsPipeline({
        name: PIPELINE,
        executionMode: "PARALLEL",
        commands: ["echo '#{variables.Greeting}'"],
      }),
    }),
  );
  const first = await client.send(new StartPipelineExecutionCommand({ name: PIPELINE }));
  const second = await client.send(new StartPipelineExecutionCommand({ name: PIPELINE }));
  const address = `/pipelines/local/${PIPELINE}/executions/${second.pipelineExecutionId}`;
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByLabel("Execution", { exact: true })).toContainText("Succeeded", { timeout: 10_000 });
  }).toPass();
  const waterfall = page.getByRole("region", { name: "Waterfall" });

  await test.step("arrows walk the actions, Enter opens one, and plus and 0 zoom", async () => {
    await waterfall.getByRole("button", { name: /Checkout/ }).focus();
    await page.keyboard.press("ArrowDown");
    await expect(waterfall.getByRole("button", { name: /Greet/ })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Action Greet" })).toBeVisible();
    await expect(page).toHaveURL(/[?&]action=Work(%2F|\/)Greet/);
    await page.keyboard.press("+");
    await expect(page).toHaveURL(/[?&]range=\d+-\d+/);
    await expect(waterfall).toContainText("Shows");
    await page.keyboard.press("0");
    await expect(page).not.toHaveURL(/range=/);
    await inBothThemes(page, () => expectAccessible(page));
  });

  await test.step("a range is dragged with the mouse, and clicks nothing on its way", async () => {
    const row = await settledBox(waterfall.getByRole("button", { name: /Checkout/ }));
    const y = row.y + row.height / 2;
    await page.mouse.move(row.x + row.width * 0.5, y);
    await page.mouse.down();
    await page.mouse.move(row.x + row.width * 0.8, y, { steps: 4 });
    await page.mouse.up();
    await expect(page).toHaveURL(/[?&]range=\d+-\d+/);
    await expect(page.getByRole("region", { name: "Action Greet" })).toBeVisible();
    await waterfall.getByRole("button", { name: "Show the whole execution" }).click();
  });

  await test.step("what the action reads and what started it stand beside it", async () => {
    await page.getByRole("tab", { name: "Variables" }).click();
    await expect(page.getByRole("table", { name: "Variables the action reads" })).toContainText("hello");
    await page.getByRole("button", { name: /^Started by hand/ }).click();
    await expect(page.getByText("Trigger type")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: "Action Greet" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: "Action Greet" })).toBeHidden();
  });

  await test.step("a replay steps from change to change, and Escape ends it", async () => {
    await page.getByRole("button", { name: "Replay", exact: true }).click();
    const replay = page.getByRole("region", { name: "Replay" });
    await expect(replay).toContainText("In progress");
    await replay.getByRole("slider").press("End");
    await expect(replay).toContainText("Succeeded");
    await page.keyboard.press(",");
    await expect(replay).toContainText("In progress");
    await page.keyboard.press(".");
    await expect(replay).toContainText("Succeeded");
    await inBothThemes(page, () => expectAccessible(page));
    await page.keyboard.press("Escape");
    await expect(replay).toBeHidden();
  });

  await test.step("on a phone an action's panel comes into view with the focus, and closing leads back", async () => {
    const size = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    const opened = page.getByRole("region", { name: "Action Greet" });
    const row = waterfall.getByRole("button", { name: /Greet/ });
    await row.click();
    await expect(opened).toBeFocused();
    await expect(opened.getByRole("tab", { name: "Variables" })).toBeInViewport();
    await inBothThemes(page, () => expectAccessible(page));
    await page.reload();
    await expect(opened).toBeFocused();
    await opened.getByRole("button", { name: "Close the action" }).click();
    await expect(row).toBeFocused();
    await expect(row).toBeInViewport();
    if (size) await page.setViewportSize(size);
  });

  await test.step("any execution is found to compare with", async () => {
    await page.getByRole("button", { name: "Compare…" }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Compare…" })).toBeFocused();
    await page.keyboard.press("Enter");
    const search = page.getByPlaceholder("Search by execution id, revision or message");
    await search.fill(first.pipelineExecutionId?.slice(0, 8) ?? "");
    await expect(page.getByText("1 execution for")).toBeVisible();
    await inBothThemes(page, () => expectAccessible(page));
    await search.press("Enter");
    await expect(page).toHaveURL(new RegExp(`with=${first.pipelineExecutionId}`));
    await expect(page.getByRole("table", { name: "Stages and actions" })).toContainText("Greet");
  });
});
