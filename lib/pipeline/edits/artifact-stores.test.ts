import { expect, it } from "vitest";
import { declarationFromDraft, draftFromDeclaration, type Draft } from "../draft";
import { validatePipeline } from "../validation/validate-pipeline";
import {
  addRegionalStore,
  regionsWithoutStore,
  removeRegionalStore,
  setRegionalStore,
  toRegionalStores,
  toSingleStore,
} from "./artifact-stores";

const HOME = "us-east-1";

function start(): Draft {
  let count = 0;
  const approve = {
    name: "Approve",
    actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
    region: "eu-west-1",
  } as const;
  return draftFromDeclaration(
    {
      name: "shop",
      roleArn: "",
      artifactStore: { type: "S3", location: "artifacts", encryptionKey: { id: "key-1", type: "KMS" } },
      stages: [{ name: "Check", actions: [approve] }],
    },
    () => `k${(count += 1)}`,
  );
}

const storeIssues = (draft: Draft): readonly string[] =>
  validatePipeline(declarationFromDraft(draft), { region: HOME })
    .map(({ code }) => code)
    .filter((code) => code.startsWith("artifact-store"));

it("goes from one store to one per Region in use and back without losing the first", () => {
  const regional = toRegionalStores(start(), HOME);
  expect(regional.artifactStore).toBeUndefined();
  expect(regional.artifactStores).toEqual({
    [HOME]: { type: "S3", location: "artifacts", encryptionKey: { id: "key-1", type: "KMS" } },
    "eu-west-1": { type: "S3", location: "" },
  });
  const single = toSingleStore(regional, HOME);
  expect(single.artifactStore?.location).toBe("artifacts");
  expect(single.artifactStores).toBeUndefined();
});

it("satisfies the rules about Regions once every store is named", () => {
  expect(storeIssues(start())).toEqual(["artifact-store-single"]);
  const filled = setRegionalStore(toRegionalStores(start(), HOME), "eu-west-1", {
    type: "S3",
    location: "artifacts-eu",
  });
  expect(storeIssues(filled)).toEqual([]);
});

it("tells which Regions lack a store, and adds one only where there is none", () => {
  const without = removeRegionalStore(toRegionalStores(start(), HOME), "eu-west-1");
  expect(regionsWithoutStore(without)).toEqual(["eu-west-1"]);
  const added = addRegionalStore(without, "eu-west-1");
  expect(regionsWithoutStore(added)).toEqual([]);
  expect(addRegionalStore(added, "eu-west-1")).toBe(added);
});
