import type { Locator, Page } from "@playwright/test";
import { expectAccessible, inBothThemes } from "./axe";
import { settledBox } from "./fixtures/canvas";
import { expect, test } from "./fixtures/test";

let made = 0;

/** Each test begins its own pipeline from a template. @returns its name */
async function begin(page: Page, template: string): Promise<string> {
  const name = `parts-${Date.now()}-${(made += 1)}`;
  // What glides into place cannot be aimed at.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/pipelines/new");
  await page.getByLabel("Pipeline name").fill(name);
  await page.getByLabel(template).check();
  await page.getByRole("button", { name: "Create draft" }).click();
  await expect(canvas(page)).toBeVisible();
  await expect(node(page, /^Checkout/)).toBeVisible();
  return name;
}

const canvas = (page: Page): Locator => page.getByRole("application", { name: "Pipeline canvas" });
const inspector = (page: Page): Locator => page.getByRole("complementary", { name: "Inspector" });
const node = (page: Page, name: RegExp): Locator => canvas(page).getByRole("button", { name });

async function saved(page: Page): Promise<void> {
  await expect(page.getByRole("status").filter({ hasText: /^Saved \d\d:\d\d/ })).toBeVisible();
}

test("a template is looked at, begun with its sample repository, published, and runs to its end", async ({
  ownerPage: page,
}) => {
  await page.goto("/pipelines/new");
  await page.getByLabel("Pull-request checks").check();
  await expect(page.getByText("starts at each pull request against main")).toBeVisible();
  await inBothThemes(page, () => expectAccessible(page));
  const name = await begin(page, "Static site to S3");
  await saved(page);
  await page.getByRole("button", { name: "Publish…" }).click();
  await page.getByRole("button", { name: `Create ${name}` }).click();
  await expect(page.getByText(`Published ${name}, live v1`)).toBeVisible();
  await page.goto(`/pipelines/local/${name}/history`);
  await expect(page.getByRole("main").getByText("Succeeded").first()).toBeVisible();
});

test("a rule is put on a gate by keyboard, shown as a shield, and checked as it is typed", async ({
  ownerPage: page,
}) => {
  await begin(page, "Build, approve, deploy");
  await node(page, /^Stage\s*4\s*Deploy/).click();
  await inspector(page).getByRole("button", { name: "Add an entry rule" }).press("Enter");
  await page.getByRole("menuitem", { name: /^Deployment window/ }).press("Enter");
  const gate = inspector(page).getByRole("group", { name: "Before entry condition" });
  await expect(gate.getByText("Cron is required by the rule DeploymentWindow. Fill it in.").first()).toBeVisible();
  await gate.getByLabel("Cron").fill("* * 9-17 ? * MON-FRI *");
  await expect(gate.getByText(/is required/)).toHaveCount(0);
  await expect(canvas(page).getByRole("button", { name: "Deploy, beforeEntry: 1 rule, else FAIL" })).toBeVisible();
  await inBothThemes(page, () => expectAccessible(page));
  await saved(page);
});

test("stages fold, a search leads into them, and a rectangle selects what it meets", async ({ ownerPage: page }) => {
  await begin(page, "CodeDeploy fleet with approval");
  await canvas(page).getByRole("button", { name: "Fold Production" }).click();
  await expect(canvas(page).getByRole("button", { name: /^2 actions/ })).toBeVisible();
  await expect(node(page, /^DeployProduction/)).toHaveCount(0);
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByLabel("Search the canvas").fill("deployproduction");
  await page.getByLabel("Search the canvas").press("Enter");
  await expect(node(page, /^DeployProduction/)).toBeVisible();
  await expect(inspector(page).getByLabel("Action name")).toHaveValue("DeployProduction");
  await page.getByRole("button", { name: "Close the search" }).click();

  await page.getByRole("button", { name: "Fit" }).click();
  const approve = await settledBox(node(page, /^Approve/));
  const deploy = await settledBox(node(page, /^DeployProduction/));
  await page.keyboard.down("Shift");
  await page.mouse.move(approve.x - 4, approve.y + approve.height + 40);
  await page.mouse.down();
  await page.mouse.move(approve.x + 20, approve.y + 60, { steps: 4 });
  await page.mouse.move(deploy.x + 30, deploy.y + 30, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(inspector(page).getByText("2 selected")).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(node(page, /^DeployProduction/)).toHaveCount(0);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(node(page, /^DeployProduction/)).toBeVisible();
});

test("what is dropped on a folded stage comes last in it, and is shown there", async ({ ownerPage: page }) => {
  await begin(page, "CodeDeploy fleet with approval");
  await canvas(page).getByRole("button", { name: "Fold Production" }).click();
  const folded = canvas(page).getByRole("button", { name: /^2 actions/ });
  const from = await settledBox(page.getByRole("complementary", { name: "Actions to add" }).getByText("Manual"));
  const to = await settledBox(folded);
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 20, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 });
  await expect(page.getByText("New runOrder at the end of Production")).toBeVisible();
  await expect(page.getByTestId("drop-indicator")).toBeVisible();
  await page.mouse.up();
  await expect(node(page, /Manual action in stage Production, runOrder 3/)).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(node(page, /Manual action in stage Production, runOrder 3/)).toHaveCount(0);

  await canvas(page).getByRole("button", { name: "Fold Production" }).click();
  await expect(folded).toBeVisible();
  await node(page, /^Stage\s*\d+\s*Production/).click();
  await page.keyboard.press("Tab");
  await page.keyboard.type("manual");
  await page.keyboard.press("Enter");
  await expect(node(page, /Manual action in stage Production, runOrder 3/)).toBeFocused();
});

test("two versions are compared with ghosts, and the older one is restored", async ({ ownerPage: page }) => {
  await begin(page, "Build, approve, deploy");
  await saved(page);
  await page.getByRole("button", { name: "Save version" }).click();
  await page.getByLabel("Message").fill("As it began");
  await page.getByRole("dialog").getByRole("button", { name: "Save version" }).click();
  await expect(page.getByText(/Saved version 1/)).toBeVisible();
  await node(page, /^Approve Manual/).click();
  await page.keyboard.press("Delete");
  await expect(node(page, /^Approve Manual/)).toHaveCount(0);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Versions…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/from Version 1 to Draft/)).toBeVisible();
  await expect(dialog.locator("[data-node]").filter({ hasText: "Approve" }).getByText("Removed").first()).toBeVisible();
  await inBothThemes(page, () => expectAccessible(page));
  await dialog.getByRole("button", { name: "Restore version 1 as draft" }).click();
  await expect(node(page, /^Approve Manual/)).toBeVisible();
});

test("an event is tried against the triggers, and the line that decides is shown", async ({ ownerPage: page }) => {
  await begin(page, "Monorepo with path triggers");
  await page.getByRole("button", { name: "Pipeline settings" }).click();
  await inspector(page).getByText("Try an event").click();
  const verdict = inspector(page).getByRole("status", { name: "Which triggers start" });
  await expect(verdict).toContainText("does not start");
  await inspector(page).getByRole("textbox", { name: "Changed files", exact: true }).last().fill("services/api/app.sh");
  await expect(verdict).toContainText("starts an execution");
  await expect(verdict).toContainText("services/api/app.sh is included by services/api/**.");
  await inspector(page)
    .getByRole("textbox", { name: "Changed files", exact: true })
    .last()
    .fill("services/api/README.md");
  await expect(verdict).toContainText("services/api/README.md is excluded by **/*.md.");
});

test("the outline is walked by its letters, and connects without a mouse", async ({ ownerPage: page }) => {
  const name = await begin(page, "Build, approve, deploy");
  await page.getByText("Outline", { exact: true }).click();
  const tree = page.getByRole("tree", { name: `Outline of ${name}` });
  await tree.getByRole("treeitem", { name: /^Stage 1/ }).focus();
  await page.keyboard.press("d");
  await expect(tree.getByRole("treeitem", { name: /^Stage 4 Deploy/ })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(tree.getByRole("treeitem", { name: /^Stage 4 Deploy/ })).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("*");
  await expect(tree.getByRole("treeitem", { name: /^Deploy CodeDeploy/ })).toBeVisible();
  await tree.getByRole("treeitem", { name: /^Deploy CodeDeploy/ }).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByRole("button", { name: "Disconnect BuildOutput" }).press("Enter");
  await tree.getByRole("button", { name: "Move or edit Deploy" }).press("Enter");
  await page.getByRole("menuitem", { name: "Connect an artifact…" }).press("Enter");
  const connect = inspector(page).getByLabel("Connect an input artifact");
  await expect(connect).toBeFocused();
  await connect.selectOption("BuildOutput");
  await expect(inspector(page).getByRole("button", { name: "Disconnect BuildOutput" })).toBeVisible();
  await saved(page);
});
