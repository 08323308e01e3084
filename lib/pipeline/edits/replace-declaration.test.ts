import { expect, it } from "vitest";
import { declarationFromDraft, draftFromDeclaration } from "../draft";
import type { PipelineDeclaration } from "../declaration";
import { replaceDeclaration } from "./replace-declaration";

const checkout = {
  name: "Checkout",
  actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
} as const;
const compile = {
  name: "Compile",
  actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
} as const;

function pipeline(...stages: PipelineDeclaration["stages"]): PipelineDeclaration {
  return { name: "shop", roleArn: "arn:aws:iam::123456789012:role/x", stages };
}

function keys(): () => string {
  let key = 0;
  return () => `k${(key += 1)}`;
}

it("keeps the keys of what keeps its name, and the identity of what did not change", () => {
  const nextKey = keys();
  const before = draftFromDeclaration(
    pipeline({ name: "Source", actions: [checkout] }, { name: "Build", actions: [compile] }),
    nextKey,
  );
  const declaration = pipeline(
    { name: "Source", actions: [checkout] },
    { name: "Check", actions: [compile] },
    { name: "Build", actions: [{ ...compile, runOrder: 2 }] },
  );
  const after = replaceDeclaration(before, declaration, nextKey);
  expect(declarationFromDraft(after)).toEqual(declaration);
  expect(after.stages[0]).toBe(before.stages[0]);
  expect(after.stages[2]?.key).toBe(before.stages[1]?.key);
  expect(after.stages[2]?.actions[0]?.key).toBe(before.stages[1]?.actions[0]?.key);
});

it("gives every stage and action a key of its own, even where a name occurs twice", () => {
  const nextKey = keys();
  const before = draftFromDeclaration(pipeline({ name: "Build", actions: [compile] }), nextKey);
  const twice = () => ({ name: "Build", actions: [structuredClone(compile), structuredClone(compile)] });
  const after = replaceDeclaration(before, pipeline(twice(), twice()), nextKey);
  const all = after.stages.flatMap(({ key, actions }) => [key, ...actions.map((action) => action.key)]);
  expect(new Set(all).size).toBe(6);
});

it("follows what was renamed", () => {
  const nextKey = keys();
  const before = draftFromDeclaration(pipeline({ name: "Build", actions: [compile] }), nextKey);
  const after = replaceDeclaration(before, pipeline({ name: "Make", actions: [compile] }), nextKey);
  expect(after.stages[0]?.key).toBe(before.stages[0]?.key);
  expect(after.stages[0]?.actions[0]).toBe(before.stages[0]?.actions[0]);
});

it("keeps the pipeline's own name, which cannot change", () => {
  const nextKey = keys();
  const before = draftFromDeclaration(pipeline(), nextKey);
  expect(replaceDeclaration(before, { ...pipeline(), name: "other" }, nextKey).name).toBe("shop");
});
