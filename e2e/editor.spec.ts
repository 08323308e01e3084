import type { Locator, Page } from "@playwright/test";
import { expectAccessible, inBothThemes } from "./axe";
import { settledBox, type Box } from "./fixtures/canvas";
import { expect, test } from "./fixtures/test";

let made = 0;

/** Each test draws its own pipeline. @returns its name */
async function newPipeline(page: Page, start: "An empty canvas" | "Build, approve, deploy"): Promise<string> {
  const name = `drawn-${Date.now()}-${(made += 1)}`;
  // What glides into place cannot be aimed at.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/pipelines/new");
  await page.getByLabel("Pipeline name").fill(name);
  await page.getByLabel(start).check();
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(canvas(page)).toBeVisible();
  return name;
}

const canvas = (page: Page): Locator => page.getByRole("application", { name: "Pipeline canvas" });
const palette = (page: Page): Locator => page.getByRole("complementary", { name: "Actions to add" });
const inspector = (page: Page): Locator => page.getByRole("complementary", { name: "Inspector" });
const node = (page: Page, name: RegExp): Locator => canvas(page).getByRole("button", { name });

interface Spot {
  readonly x: number;
  readonly y: number;
}

const boxOf = (locator: Locator): Promise<Box> => settledBox(locator);

/** Drags with a real mouse, as a hand does: press, a little, the way, release. */
async function drag(page: Page, from: Locator, to: Spot): Promise<void> {
  const box = await boxOf(from);
  const start = { x: box.x + box.width / 2, y: box.y + Math.min(12, box.height / 2) };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 10, start.y + 10, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 10 });
  await page.mouse.up();
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: /^Saved \d\d:\d\d/ })).toBeVisible();
}

test("a pipeline is drawn with the mouse: placed, wired, filled in, and cleared of problems", async ({
  ownerPage: page,
}) => {
  await newPipeline(page, "An empty canvas");
  const pane = await boxOf(canvas(page));
  const middle = { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 };

  await drag(page, palette(page).getByRole("button", { name: "CodeCommit" }), middle);
  await expect(node(page, /^Source CodeCommit action in stage Source/)).toBeVisible();
  const right = { x: pane.x + pane.width - 40, y: middle.y };
  await drag(page, palette(page).getByRole("button", { name: "CodeBuild", exact: true }), right);
  await expect(node(page, /^Build CodeBuild action in stage Build, runOrder 1/)).toBeVisible();
  const build = await boxOf(node(page, /^Build CodeBuild/));
  await drag(page, palette(page).getByRole("button", { name: "CodeBuild test" }), {
    x: build.x + build.width / 2,
    y: build.y + build.height,
  });
  await expect(node(page, /^Test CodeBuild test action in stage Build, runOrder 1/)).toBeVisible();
  const group = await boxOf(node(page, /^Build CodeBuild/));
  await drag(page, palette(page).getByRole("button", { name: "Manual" }), {
    x: group.x + group.width + 4,
    y: group.y + 40,
  });
  await expect(node(page, /^Approve Manual action in stage Build, runOrder 2/)).toBeVisible();

  const output = await boxOf(node(page, /^Source CodeCommit/).locator(".react-flow__handle-right"));
  const input = await boxOf(node(page, /^Build CodeBuild/).locator(".react-flow__handle-left"));
  await page.mouse.move(output.x + 4, output.y + 4);
  await page.mouse.down();
  await page.mouse.move(output.x + 30, output.y + 10, { steps: 4 });
  await page.mouse.move(input.x + 4, input.y + 4, { steps: 8 });
  await page.mouse.up();
  await expect(inspector(page).getByRole("button", { name: "Disconnect SourceOutput" })).toBeVisible();

  const problems = page.getByRole("region", { name: "Problems and changes" });
  await expect(problems.getByText("ProjectName is required by CodeBuild. Fill it in.")).toBeVisible();
  await inspector(page).getByLabel("Project name").fill("shop-build");
  await expect(problems.getByText("ProjectName is required by CodeBuild. Fill it in.")).toHaveCount(0);
  await saved(page);

  await page.reload();
  await node(page, /^Build CodeBuild/).click();
  await expect(inspector(page).getByLabel("Project name")).toHaveValue("shop-build");
});

test("a drag lands where it is released, however fast the hand", async ({ ownerPage: page }) => {
  await newPipeline(page, "Build, approve, deploy");
  const build = await boxOf(node(page, /^Build CodeBuild/));
  const spot = { x: build.x + build.width - 4, y: build.y + 50 };
  await palette(page)
    .getByRole("button", { name: "Manual" })
    .evaluate(async (item, to) => {
      const from = item.getBoundingClientRect();
      const send = (type: string, x: number, y: number): boolean =>
        item.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, bubbles: true, pointerType: "mouse" }));
      send("pointerdown", from.x + 5, from.y + 5);
      send("pointermove", from.x + 25, from.y + 25);
      await Promise.resolve();
      send("pointermove", to.x, to.y);
      // No frame is drawn between the last move and the release.
      send("pointerup", to.x, to.y);
    }, spot);
  await expect(node(page, /^Approve\S* Manual action in stage Build, runOrder 2/)).toBeVisible();
});

test("an action and a stage are moved with the mouse, and undone", async ({ ownerPage: page }) => {
  await newPipeline(page, "Build, approve, deploy");
  const build = await boxOf(node(page, /^Build CodeBuild/));
  await drag(page, node(page, /^Approve Manual/), { x: build.x + build.width - 4, y: build.y + 50 });
  await expect(node(page, /^Approve Manual action in stage Build, runOrder 2/)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(node(page, /^Approve Manual action in stage Approval/)).toBeVisible();
  const last = await boxOf(node(page, /^Stage 4 Deploy/));
  await drag(page, node(page, /^Stage 3 Approval/), { x: last.x + last.width + 60, y: last.y + 100 });
  await expect(node(page, /^Stage 4 Approval/)).toBeVisible();
});

test("the same by the keyboard alone", async ({ ownerPage: page }) => {
  await newPipeline(page, "Build, approve, deploy");
  await node(page, /^Stage 1 Source/).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(node(page, /^Build CodeBuild/)).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("codebuild test");
  await page.keyboard.press("Enter");
  await expect(node(page, /^Test CodeBuild test action in stage Build, runOrder 2/)).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(node(page, /^Test CodeBuild test action in stage Build, runOrder 1/)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(inspector(page).getByLabel("Action name")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Check");
  await inspector(page).getByLabel("Connect an input artifact").selectOption("SourceOutput");
  await expect(inspector(page).getByRole("button", { name: "Disconnect SourceOutput" })).toBeVisible();
  await node(page, /^Check CodeBuild test/).focus();
  await page.keyboard.press("Control+d");
  await expect(node(page, /^Check2 CodeBuild test/)).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(node(page, /^Check2 CodeBuild test/)).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("two tabs that change different parts are merged, and the same part is asked about", async ({
  ownerPage: page,
}) => {
  const name = await newPipeline(page, "Build, approve, deploy");
  const other = await page.context().newPage();
  await other.goto(`/pipelines/local/${name}/edit`);
  await node(other, /^Build CodeBuild/).click();
  await node(page, /^Build CodeBuild/).click();

  await page.route("**/draft", (route) => (route.request().method() === "GET" ? route.abort() : route.continue()));
  await inspector(other).getByLabel("Namespace").fill("from-other");
  await saved(other);
  await inspector(page).getByLabel("Project name").fill("from-this");
  await expect(inspector(page).getByLabel("Namespace")).toHaveValue("from-other");
  await saved(page);

  await other.route("**/draft", (route) => (route.request().method() === "GET" ? route.abort() : route.continue()));
  await inspector(page).getByLabel("Project name").fill("mine");
  await saved(page);
  await inspector(other).getByLabel("Project name").fill("theirs");
  const question = other.getByRole("dialog", { name: /Keep your draft, or take the one owner saved/i });
  await question.getByRole("button", { name: "Keep mine, keep theirs as a version" }).click();
  await saved(other);
  await other.getByRole("button", { name: "More", exact: true }).click();
  await other.getByRole("menuitem", { name: "Versions…" }).click();
  await expect(other.getByRole("dialog").getByText(/kept when owner replaced it/)).toBeVisible();
  await other.close();
});

test("what could not be stored is kept in the browser and brought back", async ({ ownerPage: page }) => {
  await newPipeline(page, "Build, approve, deploy");
  await node(page, /^Build CodeBuild/).click();
  await page.route("**/draft", (route) => route.abort());
  await inspector(page).getByLabel("Project name").fill("typed-offline");
  await expect(page.getByText("Not saved: offline, kept in this browser")).toBeVisible();
  await page.unroute("**/draft");
  await page.reload();
  await node(page, /^Build CodeBuild/).click();
  await expect(inspector(page).getByLabel("Project name")).toHaveValue("typed-offline");
  await saved(page);
});

test("a name of 300 characters is refused with a reason, and stays as typed", async ({ ownerPage: page }) => {
  await page.goto("/pipelines/new");
  const name = "x".repeat(300);
  await page.getByLabel("Pipeline name").fill(name);
  await expect(page.getByText("A pipeline name has at most 100 characters; this one has 300.")).toBeVisible();
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(page.getByLabel("Pipeline name")).toHaveValue(name);
  await inBothThemes(page, () => expectAccessible(page));
});

test("the canvas and the outline pass axe in both themes", async ({ ownerPage: page }) => {
  await newPipeline(page, "Build, approve, deploy");
  await node(page, /^Build CodeBuild/).click();
  await inBothThemes(page, () => expectAccessible(page));
  await page.getByText("Outline", { exact: true }).click();
  await expect(page.getByRole("tree")).toBeVisible();
  await inBothThemes(page, () => expectAccessible(page));
});

test("a phone edits in the outline", async ({ ownerPage: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const name = `drawn-${Date.now()}-phone`;
  await page.goto("/pipelines/new");
  await page.getByLabel("Pipeline name").fill(name);
  await page.getByRole("button", { name: "Create draft" }).click();
  const tree = page.getByRole("tree", { name: `Outline of ${name}` });
  await tree.getByRole("treeitem", { name: /^Approve Manual/ }).focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Inspector" });
  await sheet.getByLabel("Action name").fill("Release");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  const release = tree.getByRole("treeitem", { name: /^Release Manual/ });
  await expect(release).toBeFocused();
  await release.getByText("Release", { exact: true }).click();
  await expect(sheet.getByLabel("Action name")).toHaveValue("Release");
  await page.keyboard.press("Escape");
  await tree.getByRole("button", { name: "Move or edit Release" }).click();
  await page.getByRole("menuitem", { name: "Move earlier" }).click();
  await expect(tree.getByRole("treeitem", { name: /^Release Manual action in stage Build/ })).toBeVisible();
  await saved(page);
});

test("an unknown pipeline is not a fault", async ({ ownerPage: page }) => {
  const answer = await page.goto("/pipelines/local/never-drawn/edit");
  expect(answer?.status()).toBe(404);
  await expect(page.getByText("There is no such page")).toBeVisible();
});
