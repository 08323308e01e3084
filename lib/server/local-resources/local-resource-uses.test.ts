import { expect, it } from "vitest";
import { SAMPLE_PIPELINE } from "../sample/sample-pipeline";
import { localResourceUses } from "./local-resource-uses";

it("names what the sample looks up here, and which of it has no default", () => {
  const uses = localResourceUses(SAMPLE_PIPELINE, ({ type }) => type === "repository");
  expect(
    uses.map(({ type, name, actionName, isRegistered, isNeeded }) => [type, name, actionName, isRegistered, isNeeded]),
  ).toEqual([
    ["repository", "hello-web", "Checkout", true, true],
    ["build-project", "hello-web", "TestAndBuild", false, false],
    ["deployment-group", "hello-web/local", "Deploy", false, true],
  ]);
});
