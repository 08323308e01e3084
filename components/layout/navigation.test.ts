import { expect, it } from "vitest";
import { isCanvasPage, isCurrent } from "./navigation";

it("marks the overview only on the overview itself", () => {
  expect(isCurrent("/", "/")).toBe(true);
  expect(isCurrent("/pipelines", "/")).toBe(false);
});

it("marks a destination on the pages below it, not on names that merely begin alike", () => {
  expect(isCurrent("/pipelines/local/shop-api", "/pipelines")).toBe(true);
  expect(isCurrent("/pipelines-archive", "/pipelines")).toBe(false);
});

it.each([
  "/pipelines/new",
  "/pipelines/local/shop",
  "/pipelines/local/shop/edit",
  "/pipelines/local/shop/executions/7f3c",
])("gives %s the width of a canvas page", (pathname) => expect(isCanvasPage(pathname)).toBe(true));

it.each(["/", "/pipelines", "/approvals", "/pipelines/local/shop/history", "/settings/people"])(
  "keeps the side bar on %s",
  (pathname) => expect(isCanvasPage(pathname)).toBe(false),
);
