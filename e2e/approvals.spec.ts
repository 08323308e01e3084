import { writeFileSync } from "node:fs";
import path from "node:path";
import { expectAccessible, inBothThemes } from "./axe";
import { answerElsewhere, createGatedPipeline, invite, openRequest } from "./fixtures/gated-pipeline";
import { commit } from "./fixtures/repository";
import { expect, OWNER, signIn, test } from "./fixtures/test";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: "dark" } as const;

test("a right is handed over at a desk, used with one thumb, and taken back, while the other watches", async ({
  ownerPage: owner,
  browser,
  stack,
}) => {
  await createGatedPipeline(owner, stack, "handed");
  const vera = await invite(owner, browser, { email: "vera@penstock.invalid", name: "Vera", role: "viewer" }, PHONE);
  await openRequest(owner, "handed");
  const address = owner.url();

  await test.step("somebody who may only look cannot answer", async () => {
    await vera.goto(address);
    await expect(vera.getByText("Your role may look at this request")).toBeVisible();
    await expect(vera.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
  });

  await test.step("the owner hands over, by keyboard alone", async () => {
    await owner.getByRole("button", { name: "Delegate…" }).press("Enter");
    const dialog = owner.getByRole("dialog", { name: "Delegation of approvals" });
    const form = dialog.getByRole("form", { name: "Hand over" });
    await form.getByRole("button", { name: "Hand over" }).press("Enter");
    await expect(form.getByText("Choose who may answer for you.")).toBeVisible();
    await inBothThemes(owner, () => expectAccessible(owner));
    await form.getByRole("combobox", { name: "To" }).selectOption({ label: "Vera (vera@penstock.invalid), viewer" });
    await form.getByLabel("Reason").fill("On the train");
    await form.getByRole("button", { name: "Hand over" }).press("Enter");
    await expect(dialog.getByRole("list", { name: "Delegations" })).toContainText("Vera");
    await inBothThemes(owner, () => expectAccessible(owner));
    await owner.keyboard.press("Escape");
  });

  await test.step("the phone hears of it, and a double tap answers once in both names", async () => {
    await expect(vera.getByText("You answer on behalf of")).toBeVisible();
    await inBothThemes(vera, () => expectAccessible(vera));
    const approve = vera.getByRole("button", { name: "Approve", exact: true });
    const thumb = await approve.boundingBox();
    expect(thumb?.height).toBeGreaterThanOrEqual(44);
    expect((thumb?.y ?? 0) + (thumb?.height ?? 0)).toBeLessThanOrEqual(PHONE.viewport.height);
    await vera.getByLabel("Comment").fill("Looks right.");
    await approve.dblclick();
    await expect(vera.getByText("handed Production is approved")).toBeVisible();
    await expect(vera.getByText(/answered before you|no longer valid/)).toHaveCount(0);
    await expect(owner.getByText("Looks right. — Vera (on behalf of owner) via Penstock")).toBeVisible();
    await expect(owner.getByText(/^Waiting \d/)).toHaveCount(0);
  });

  await test.step("the decided list and the audit name both, and taking back ends it", async () => {
    await vera.goto("/approvals?show=decided");
    await expect(vera.getByRole("list", { name: "Decided approvals" })).toContainText("Vera (on behalf of owner)");
    await inBothThemes(vera, () => expectAccessible(vera));
    await owner.goto("/settings/audit");
    await expect(owner.getByRole("row", { name: /approval\.approve.*onBehalfOf/s }).first()).toContainText("Vera");
    await vera.getByRole("button", { name: "Delegate…" }).click();
    await vera.getByRole("button", { name: "Take back from Vera" }).click();
    await expect(vera.getByText("Nothing is handed over now")).toBeVisible();
  });
  await vera.context().close();
});

test("keys ask before they answer, and nothing typed is lost: answered elsewhere, signed out, deleted", async ({
  ownerPage: owner,
  browser,
  stack,
}) => {
  const { client } = await createGatedPipeline(owner, stack, "keyed");
  const amal = await invite(owner, browser, { email: "amal2@penstock.invalid", name: "Amal", role: "approver" });
  await openRequest(owner, "keyed");
  const request = owner.url();
  const execution = new URL(request).searchParams.get("request")?.split("/")[2] ?? "";
  const tab = `/pipelines/local/keyed/executions/${execution}?action=Production%2FApprove`;

  await test.step("a single key decides nothing, nor with Enter after it", async () => {
    await expect(owner.getByRole("form", { name: "Decision" })).toBeVisible();
    await owner.keyboard.press("a");
    await expect(owner.getByRole("alertdialog", { name: "Approve keyed Production?" })).toBeVisible();
    await inBothThemes(owner, () => expectAccessible(owner));
    await owner.keyboard.press("Enter");
    await expect(owner.getByRole("alertdialog")).toHaveCount(0);
    await owner.getByLabel("Comment").fill("a r a r");
    await expect(owner.getByRole("alertdialog")).toHaveCount(0);
    await expect(owner.getByRole("form", { name: "Decision" })).toBeVisible();
  });

  await test.step("a session that ends with a comment typed keeps the comment, and answers nothing", async () => {
    await amal.goto(request);
    await amal.getByLabel("Comment").fill("Typed before the session ended");
    const cookies = await amal.context().cookies();
    await amal.context().clearCookies();
    await amal.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(amal.getByRole("form", { name: "Decision" }).getByRole("alert")).toContainText(/session|sign in/i);
    await expect(amal.getByLabel("Comment")).toHaveValue("Typed before the session ended");
    await amal.context().addCookies(cookies);
    await amal.goto(tab);
    await expect(amal.getByLabel("Comment")).toHaveValue("Typed before the session ended");
  });

  await test.step("approved by keyboard: the other, on the execution's page, sees it and keeps the comment", async () => {
    await owner.getByLabel("Comment").fill("");
    await owner.getByRole("heading", { level: 2 }).first().click();
    await owner.keyboard.press("a");
    await owner.getByRole("alertdialog").getByRole("button", { name: "Approve" }).press("Enter");
    await expect(owner.getByText("keyed Production is approved")).toBeVisible();
    await expect(amal.getByText("Approved by owner via Penstock")).toBeVisible();
    await expect(amal.getByText("Your comment was not sent:")).toBeVisible();
    await expect(amal.getByText("Typed before the session ended")).toBeVisible();
    await expectAccessible(amal);
  });

  await test.step("with the stream of changes cut, an answer to what was answered is refused, and nothing is lost", async () => {
    await createGatedPipeline(owner, stack, "raced");
    await amal.route(/\/api\/events/, (route) => route.abort());
    await openRequest(amal, "raced");
    await amal.getByLabel("Comment").fill("Half a thought");
    await answerElsewhere(client, "raced");
    const refused = amal.waitForResponse((response) => response.url().endsWith("/approval"));
    await amal.getByRole("button", { name: "Reject", exact: true }).click();
    expect((await refused).status()).toBe(409);
    await expect(amal.getByText("This request no longer waits")).toBeVisible();
    await expect(amal.getByText("From the command line")).toBeVisible();
    await expect(amal.getByText("Half a thought")).toBeVisible();
    await amal.unrouteAll();
  });

  await test.step("a request of a pipeline that is deleted is shown as over, and cannot be answered", async () => {
    await createGatedPipeline(owner, stack, "doomed");
    await openRequest(owner, "doomed");
    await owner.getByLabel("Comment").fill("Too late");
    expect((await owner.request.delete("/api/pipelines/local/doomed", { data: {} })).ok()).toBe(true);
    await expect(owner.getByText("This request no longer waits")).toBeVisible();
    await expect(owner.getByText("Too late")).toBeVisible();
    await expect(owner.getByRole("form", { name: "Decision" })).toHaveCount(0);
  });
  await amal.context().close();
});

test("one question rejects both approvals of a stage, and only those, and the newest asks for itself", async ({
  ownerPage: owner,
  stack,
}) => {
  const { repository } = await createGatedPipeline(owner, stack, "paired", ["Approve", "Legal"]);
  await openRequest(owner, "paired[^]*Legal");
  writeFileSync(path.join(repository, "greeting.txt"), "Hello again\n");
  commit(repository, "Greet again");
  await owner.getByRole("button", { name: "Reject and let the newest through" }).click({ timeout: 90_000 });
  const question = owner.getByRole("alertdialog");
  await expect(question).toContainText("Rejected are Legal and Approve, the approvals of this execution");
  await expect(question).toContainText("Greet again");
  await question.getByRole("button", { name: /^Reject/ }).click();
  const inbox = owner.getByRole("region", { name: "Inbox" });
  await expect(inbox.getByRole("button", { name: /paired[^]*Greet again/ })).toHaveCount(2);
  await owner.goto("/approvals?show=decided&q=paired");
  await expect(owner.getByRole("list", { name: "Decided approvals" }).getByRole("listitem")).toHaveCount(2);
  await expect(owner.getByText("Rejected by owner via Penstock")).toHaveCount(2);
});

test("a stale page signs in again and finds the comment", async ({ page, stack }) => {
  await signIn(page, OWNER);
  await createGatedPipeline(page, stack, "signed-out");
  await openRequest(page, "signed-out");
  await page.getByLabel("Comment").fill("Still here");
  const request = page.url();
  await page.context().clearCookies();
  await page.goto(request);
  await page.waitForURL(/sign-in/);
  await signIn(page, OWNER);
  await page.goto(request);
  await expect(page.getByLabel("Comment")).toHaveValue("Still here");
});
