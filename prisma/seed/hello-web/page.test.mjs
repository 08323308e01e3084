import assert from "node:assert/strict";
import { test } from "node:test";
import { greeting, page } from "./page.mjs";

test("greets", () => {
  assert.match(greeting, /^Hello/);
});

test("tells its release", () => {
  assert.ok(page({ release: "abc1234" }).includes("Release abc1234"));
});
