import { expect, it } from "vitest";
import type { ActionDeclaration } from "../declaration";
import { draftFromDeclaration } from "../draft";
import { validatePipeline } from "../validation/validate-pipeline";
import { declarationFromDraft } from "../draft";
import { quickFix } from "./quick-fix";

function draftWith(action: ActionDeclaration) {
  let count = 0;
  const stages = [{ name: "Build", actions: [action] }];
  return draftFromDeclaration({ name: "shop", roleArn: "", stages }, () => `k${(count += 1)}`);
}

function fixed(action: ActionDeclaration): ActionDeclaration | null {
  const draft = draftWith(action);
  const issue = validatePipeline(declarationFromDraft(draft)).find(({ code }) => code === "plaintext-secret");
  const fix = issue ? quickFix(draft, issue) : null;
  const [stage] = declarationFromDraft(fix ? fix.apply(draft) : draft).stages;
  return fix ? (stage?.actions[0] ?? null) : null;
}

it("turns the plaintext secrets of CodeBuild variables into references, and leaves the others", () => {
  const action = fixed({
    name: "Compile",
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    configuration: {
      EnvironmentVariables: JSON.stringify([
        { name: "NPM_TOKEN", value: "abc" },
        { name: "STAGE", value: "test" },
        { name: "DB_PASSWORD", value: "shop/db", type: "SECRETS_MANAGER" },
      ]),
    },
  });
  expect(JSON.parse(action?.configuration?.["EnvironmentVariables"] ?? "")).toEqual([
    { name: "NPM_TOKEN", value: "shop/NPM_TOKEN", type: "SECRETS_MANAGER" },
    { name: "STAGE", value: "test" },
    { name: "DB_PASSWORD", value: "shop/db", type: "SECRETS_MANAGER" },
  ]);
});

it("does the same for a Commands action, and offers nothing where no reference is possible", () => {
  const variables = { environmentVariables: [{ name: "API_KEY", value: "k-123" }] };
  const commands = { category: "Compute", owner: "AWS", provider: "Commands", version: "1" } as const;
  const eks = { category: "Deploy", owner: "AWS", provider: "EKS", version: "1" } as const;
  expect(
    fixed({ name: "Run", actionTypeId: commands, commands: ["make"], ...variables })?.environmentVariables,
  ).toEqual([{ name: "API_KEY", value: "shop/API_KEY", type: "SECRETS_MANAGER" }]);
  expect(fixed({ name: "Run", actionTypeId: eks, ...variables })).toBeNull();
});
