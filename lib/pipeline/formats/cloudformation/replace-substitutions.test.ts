import { expect, it } from "vitest";
import { replaceSubstitutions, substitutedNames } from "./replace-substitutions";

it("finds what stands between braces, and leaves the rest of the text", () => {
  const text = "a${Stage}${ Bucket.Arn }${!Literal}${}$ {b} ${c";
  expect(substitutedNames(text)).toEqual(["Stage", "Bucket.Arn"]);
  expect(replaceSubstitutions(text, (inside) => `<${inside}>`)).toBe("a<Stage>< Bucket.Arn ><!Literal><>$ {b} ${c");
});

it("reads a megabyte of braces that nobody closes in one pass", () => {
  const text = `\${A}${"${".repeat(512 * 1024)}`;
  expect(substitutedNames(text)).toEqual(["A"]);
  expect(replaceSubstitutions(text, () => "")).toBe(text.slice("${A}".length));
});
