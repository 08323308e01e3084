import { expectAccessible, inBothThemes } from "./axe";
import { expect, OWNER, signIn, test } from "./fixtures/test";

const WRONG = "not the password";

test("a stranger is sent to sign in, and afterwards to the page asked for", async ({ page }) => {
  await page.goto("/settings/audit?before=9");
  await expect(page).toHaveURL("/sign-in?callbackUrl=%2Fsettings%2Faudit%3Fbefore%3D9");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/settings/audit?before=9");
});

test("signing in never leads to another site", async ({ page, baseURL }) => {
  await page.goto("/sign-in?callbackUrl=//evil.invalid/pipelines");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  expect(page.url()).toBe(`${baseURL}/`);
});

test("a wrong password is told with the tries left, keeps the e-mail, and ends in a pause", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("somebody@penstock.invalid");
  for (const message of [
    "4 tries left",
    "3 tries left",
    "2 tries left",
    "1 try left",
    "is now paused",
    "try again in 15 min",
  ]) {
    await page.getByLabel("Password", { exact: true }).fill(WRONG);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: message })).toBeAttached();
    await expect(page.getByLabel("E-mail")).toHaveValue("somebody@penstock.invalid");
  }
  await inBothThemes(page, () => expectAccessible(page));
});

test("the API refuses strangers, and writes that another site makes", async ({ page, request, baseURL }) => {
  expect((await request.get("/api/connections")).status()).toBe(401);
  await signIn(page, OWNER);
  const headers = { origin: "https://evil.invalid" };
  expect((await page.request.post("/api/connections", { headers, data: {} })).status()).toBe(403);
  const cookie = (await page.context().cookies()).find(({ name }) => name.endsWith("session-token"));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  expect((await page.request.get(baseURL ?? "/")).headers()["x-frame-options"]).toBe("DENY");
});

test("signing out everywhere ends the session in another browser at once", async ({ browser, ownerPage, baseURL }) => {
  const other = await browser.newContext({ baseURL: baseURL ?? "" });
  const otherPage = await other.newPage();
  await signIn(otherPage, OWNER);
  await ownerPage.goto("/settings/account");
  await ownerPage.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(ownerPage).toHaveURL("/sign-in");
  expect((await other.request.get("/api/connections")).status()).toBe(401);
  await otherPage.goto("/settings/account");
  await expect(otherPage).toHaveURL(/\/sign-in/);
  await other.close();
});

test("a session that ends loses nothing typed into a form, and every page says so until somebody signs in again", async ({
  ownerPage,
}) => {
  const context = ownerPage.context();
  const note = ownerPage.getByText("Your session has ended. What is shown was read before that");
  const cookies = await context.cookies();
  for (const { address, label, button } of [
    { address: "/settings/people", label: "E-mail", button: "Create invitation" },
    { address: "/pipelines/new", label: "Pipeline name", button: "Create draft" },
  ]) {
    await context.addCookies(cookies);
    await ownerPage.goto(address);
    await ownerPage.getByLabel(label).fill("typed@penstock.invalid");
    await context.clearCookies();
    await ownerPage.getByRole("button", { name: button }).click();
    await expect(ownerPage.getByText("Sign in again; what you typed is kept.")).toBeVisible();
    await expect(ownerPage.getByLabel(label)).toHaveValue("typed@penstock.invalid");
  }
  await expect(note).toBeVisible();
  await inBothThemes(ownerPage, () => expectAccessible(ownerPage));
  await context.addCookies(cookies);
  await expect(note).toBeHidden();
});

test("the health check needs no session and tells every part", async ({ request }) => {
  const answer = await request.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "ok", database: "ok", engine: "ok", worker: "ok" });
});
