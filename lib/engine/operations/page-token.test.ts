import { expect, it } from "vitest";
import { createPageTokens, decodeNumber } from "./page-token";

const tokens = createPageTokens("key");
const SCOPE = JSON.stringify(["ListPipelineExecutions", "shop", null]);

it("gives back the position, through a restart with the same key", () => {
  const token = tokens.encode(SCOPE, 42);
  expect(decodeNumber(createPageTokens("key"), SCOPE, token)).toBe(42);
  expect(tokens.decode(SCOPE, tokens.encode(SCOPE, "größe/a b"))).toBe("größe/a b");
  expect(tokens.decode(SCOPE, undefined)).toBeUndefined();
});

it.each([
  ["of another call", JSON.stringify(["ListPipelineExecutions", "other", null]), (token: string) => token],
  ["that was changed", SCOPE, (token: string) => `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`],
  ["with something added", SCOPE, (token: string) => `${token}=`],
  ["cut short", SCOPE, (token: string) => token.slice(0, 20)],
  ["that never was one", SCOPE, () => "x"],
])("refuses a token %s", (_title, scope, change) => {
  expect(() => tokens.decode(scope, change(tokens.encode(SCOPE, 1234567)))).toThrow(
    "The next token was not issued by the previous call",
  );
});

it("refuses a token of another engine", () => {
  expect(() => tokens.decode(SCOPE, createPageTokens("other").encode(SCOPE, 1))).toThrow("was not issued");
});
