import { expect, it } from "vitest";
import { shownValue } from "./shown-value";

it("never shows a value that the catalogue marks as secret", () => {
  expect(shownValue(["configuration", "OAuthToken"], "ghp_very_secret")).toBe("a secret value");
  expect(shownValue(["configuration", "OAuthToken"], undefined)).toBe("not set");
  expect(shownValue(["configuration"], { Branch: "main", OAuthToken: "ghp_very_secret" })).toBe(
    '{"Branch":"main","OAuthToken":"a secret value"}',
  );
});

it("shows other values as they are, and structures as JSON", () => {
  expect(shownValue(["configuration", "Branch"], "main")).toBe("main");
  expect(shownValue(["inputArtifacts"], [{ name: "Source" }])).toBe('[{"name":"Source"}]');
});
