import { expect, it } from "vitest";
import { declarationFromDraft, draftFromDeclaration } from "./draft";
import { pipelineDeclaration } from "./declaration";

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
