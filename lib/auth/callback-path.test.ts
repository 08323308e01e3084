import { expect, it } from "vitest";
import { callbackPath } from "./callback-path";

it.each([
  ["/pipelines/local/shop-api?tab=runs", "/pipelines/local/shop-api?tab=runs"],
  ["/", "/"],
])("keeps %s", (asked, path) => {
  expect(callbackPath(asked)).toBe(path);
});

it.each([
  undefined,
  "",
  "pipelines",
  "//evil.example/x",
  "/\\evil.example",
  "/\t/evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  ["/pipelines"],
])("leads to the overview instead of %s", (asked) => {
  expect(callbackPath(asked)).toBe("/");
});
