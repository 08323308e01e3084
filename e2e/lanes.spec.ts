import { expectAccessible, inBothThemes } from "./axe";
import { expect, test } from "./fixtures/test";

const SOURCE = "/lanes?source=acme%2Fshop-api, main";

test("two stages are compared by mouse and by keyboard, and the address keeps the comparison", async ({
  ownerPage: page,
}) => {
  await page.goto(SOURCE);
  const table = page.getByRole("table", { name: "Commits by stages" });
  const panel = page.getByRole("heading", { name: "Compare" }).locator("xpath=ancestor::section[1]");
  await page.getByRole("button", { name: /^Compare/ }).click();
  await table.getByRole("button", { name: "Compare Build" }).press("Enter");
  await expect(panel).toContainText("Choose the other side.");

  // The oldest listed commit that got through Staging: there is something between it and what was built last.
  await table.getByRole("row").last().getByRole("button").first().click();
  await expect(panel).toContainText(/\d+ commits from/);
  const between = panel.getByRole("list", { name: "Between the two sides" }).getByRole("listitem");
  const count = await between.count();
  expect(count).toBeGreaterThan(5);
  await inBothThemes(page, () => expectAccessible(page));

  await page.reload();
  await expect(between).toHaveCount(count);
  await panel.getByLabel("Other side").selectOption({ label: "Build of demo/shop-api" });
  await expect(panel).toContainText("Both sides hold");
  await panel.getByRole("button", { name: "Close the comparison" }).click();
  await expect(page).not.toHaveURL(/compare/);
});

test("on a phone the commits stay in sight while the stages scroll", async ({ ownerPage: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${SOURCE}&compare=demo/shop-api/Staging,`);
  await expect(page.getByText("Choose the other side.")).toBeVisible();
  await inBothThemes(page, () => expectAccessible(page));
  const commit = page.getByRole("rowheader").first();
  const before = await commit.boundingBox();
  await page.getByRole("region", { name: "Commits by stages" }).evaluate((region) => region.scrollBy({ left: 300 }));
  await expect.poll(async () => (await commit.boundingBox())?.x).toBe(before?.x);
});
