import { expect, test } from "vitest";
import { hostCompareUrl } from "./host-compare-url";

test("links to the comparison of hosts it knows, and to nothing else", () => {
  const ids = { older: "aaaaaaa", newer: "bbbbbbb" };
  expect(hostCompareUrl("https://github.com/acme/shop/commit/bbbbbbb", ids)).toBe(
    "https://github.com/acme/shop/compare/aaaaaaa...bbbbbbb",
  );
  expect(hostCompareUrl("https://gitlab.com/acme/x/shop/-/commit/bbbbbbb", ids)).toBe(
    "https://gitlab.com/acme/x/shop/-/compare/aaaaaaa...bbbbbbb",
  );
  for (const url of [
    null,
    "javascript:alert(1)//github.com/a/b/commit/bbbbbbb",
    "https://github.com.evil.example/a/commit/b",
  ]) {
    expect(hostCompareUrl(url, ids)).toBeNull();
  }
});
