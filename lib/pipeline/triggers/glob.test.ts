import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseGlob } from "./glob";

const matches = (pattern: string, text: string) => parseGlob(pattern)?.matches(text);

describe("a glob", () => {
  it.each([
    ["main", "main", true],
    ["main", "main2", false],
    ["main", "", false],
    ["*", "main", true],
    ["*", "", true],
    ["*", "feature/a", false],
    ["**", "feature/a/b", true],
    ["feature/*", "feature/a", true],
    ["feature/*", "feature/", true],
    ["feature/*", "feature/a/b", false],
    ["feature/**", "feature/a/b", true],
    ["feature/**", "feature", false],
    ["**/README.md", "docs/README.md", true],
    ["**/README.md", "README.md", false],
    ["**README.md", "README.md", true],
    ["**.js", "src/a/b.js", true],
    ["*.js", "src/b.js", false],
    ["src/**/test/*.ts", "src/a/b/test/x.ts", true],
    ["src/**/test/*.ts", "src/test/x.ts", false],
    ["v?.?", "v1.2", true],
    ["v?.?", "v1.", false],
    ["a?b", "a/b", false],
    ["v[0-9].[!0]", "v1.2", true],
    ["v[0-9].[!0]", "v1.0", false],
    ["[a-cx-z]", "y", true],
    ["[a-cx-z]", "d", false],
    ["[-a]", "-", true],
    ["[a-]", "-", true],
    ["[*?{\\]", "\\", true],
    ["[!a]", "/", false],
    ["[^a]", "^", true],
    ["{main,release/*}", "release/1", true],
    ["{main,release/*}", "main", true],
    ["{main,release/*}", "other", false],
    ["{,pre-}release", "release", true],
    ["*.{js,ts}", "a.ts", true],
    ["{[ab],c?}x", "cdx", true],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["{a\\,b,c}", "a,b", true],
    ["a,b", "a,b", true],
    ["]}", "]}", true],
    [".*", ".github", true],
    ["grüße/*", "grüße/ä", true],
    ["?", "😀", true],
    ["a.b+c$(d)|^", "a.b+c$(d)|^", true],
  ])("%s against %s: %s", (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each(["[a", "[]", "[!]", "[b-a]", "[a/b]", "{a,b", "{a,{b,c}}", "a\\"])("is none: %s", (pattern) => {
    expect(parseGlob(pattern)).toBeNull();
  });

  it("takes no longer than pattern times text, whatever they are", () => {
    const text = `${"a".repeat(4_000)}b`;
    expect(matches("**a".repeat(85), text)).toBe(false);
    expect(matches("{a,a}".repeat(50), "a".repeat(50))).toBe(true);
    expect(matches(`${"{*,**}".repeat(40)}c`, text)).toBe(false);
  });

  it("takes every text literally that is escaped", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const escaped = Array.from(text, (character) => `\\${character}`).join("");
        expect(matches(escaped, text)).toBe(true);
        expect(matches(escaped, `${text}x`)).toBe(false);
      }),
    );
  });
});
