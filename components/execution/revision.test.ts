import { expect, it } from "vitest";
import { revisionTitle, shortRevisionId } from "./revision";

function revision(revisionSummary: string | null) {
  return { actionName: "Source", revisionId: null, revisionSummary, revisionUrl: null };
}

it("shortens commit ids and digests, and leaves other ids whole", () => {
  expect(shortRevisionId("c41e9d2aa03b5f1e2d3c4b5a69788796a5b4c3d2")).toBe("c41e9d2");
  expect(shortRevisionId("c41e9d2aa03b5f1e2d3c4b5a69788796a5b4c3d2c41e9d2aa03b5f1e2d3c4b5a")).toBe("c41e9d2");
  expect(shortRevisionId(`sha256:${"0a1b2c3d".repeat(8)}`)).toBe("sha256:0a1b2c3");
  expect(shortRevisionId("v1.4.0")).toBe("v1.4.0");
  expect(shortRevisionId(null)).toBe("");
});

it("shows the first line of a message", () => {
  expect(revisionTitle(revision("Fix VAT rounding\n\nLong story"))).toBe("Fix VAT rounding");
});

it("unwraps the message a Git connection puts into JSON", () => {
  expect(revisionTitle(revision('{"ProviderType":"GitHub","CommitMessage":"Fix VAT\\nmore"}'))).toBe("Fix VAT");
});

it("shows text that only looks like JSON as it is", () => {
  expect(revisionTitle(revision("{not json"))).toBe("{not json");
  expect(revisionTitle(revision(null))).toBe("");
});
