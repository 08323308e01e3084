import { expect, it } from "vitest";
import { declarationFromDraft, draftFromDeclaration } from "./draft";
import { pipelineDeclaration } from "./declaration";
import { updateAction } from "./edits/update-action";
import { matchPipelines } from "./match-pipelines";
import { approvalAction, buildAction, pipeline, stage } from "./testing/build-pipeline";

it("gives back the same declaration, members it does not know included", () => {
  const declaration = pipelineDeclaration.parse({
    name: "shop",
    roleArn: "arn:aws:iam::123456789012:role/CodePipeline",
    futureMember: { kept: true },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
            futureMember: 1,
          },
        ],
      },
    ],
  });
  let key = 0;
  const draft = draftFromDeclaration(declaration, () => `k${(key += 1)}`);
  expect(draft.stages[0]?.actions[0]?.key).toBe("k2");
  expect(declarationFromDraft(draft)).toEqual(declaration);
});

it("shares what drafts share, and tells same-named actions of two stages apart all the same", () => {
  let key = 0;
  const first = draftFromDeclaration(
    pipeline([
      stage("One", buildAction("Deploy"), buildAction("Test")),
      stage("Two", buildAction("Deploy"), buildAction("Check")),
      stage("Three", approvalAction()),
    ]),
    () => `k${(key += 1)}`,
  );
  const second = updateAction(updateAction(first, "k3", { namespace: "tests" }), "k6", { namespace: "checks" });
  const [before, after] = [declarationFromDraft(first), declarationFromDraft(second)];
  expect(after.stages[2]).toBe(before.stages[2]);
  const { actions } = matchPipelines(before, { ...after, stages: after.stages.toReversed() });
  for (const each of before.stages) {
    const [shared] = each.actions;
    expect(shared && actions.get(shared)).toBe(shared);
  }
});
