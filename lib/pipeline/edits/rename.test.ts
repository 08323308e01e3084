import { describe, expect, it } from "vitest";
import type { Draft } from "../draft";
import {
  approvalAction,
  buildAction,
  draft,
  keySequence,
  pipeline,
  sourceAction,
  stage,
} from "../testing/build-pipeline";
import { connectArtifact, disconnectArtifact, removeOutputArtifact } from "./connect-artifact";
import { actionsToCopy, clipboardText, duplicateAction, pasteActions, readClipboard } from "./paste-actions";
import { renameAction } from "./rename-action";
import { renameArtifact } from "./rename-artifact";
import { renameNamespace, renamePipelineVariable } from "./rename-namespace";
import { setConfiguration } from "./set-configuration";
import { updateAction } from "./update-action";
import { updatePipeline } from "./update-pipeline";

const cloudFormation = buildAction("Stack", {
  actionTypeId: { category: "Deploy", owner: "AWS", provider: "CloudFormation", version: "1" },
  inputArtifacts: [{ name: "SourceOutput" }],
  configuration: {
    TemplatePath: "SourceOutput::template.yml",
    ParameterOverrides: '{"Bucket": {"Fn::GetArtifactAtt": ["SourceOutput", "BucketName"]}}',
  },
});

// Keys: k1 Source, k2 Checkout, k3 Build, k4 Compile, k5 Approve, k6 Stack.
const shop = draft(
  pipeline(
    [
      stage("Source", sourceAction("Checkout", { namespace: "source" })),
      {
        ...stage(
          "Build",
          buildAction("Compile", { configuration: { ProjectName: "p", PrimarySource: "SourceOutput" } }),
          approvalAction("Approve", { configuration: { CustomData: "#{source.CommitId} of #{variables.Env}" } }),
          cloudFormation,
        ),
        onSuccess: {
          conditions: [
            {
              result: "FAIL",
              rules: [
                {
                  name: "Check",
                  ruleTypeId: { category: "Rule", provider: "VariableCheck" },
                  configuration: { Variable: "#{source.BranchName}", Operator: "EQ", Value: "main" },
                  inputArtifacts: [{ name: "SourceOutput" }],
                },
              ],
            },
          ],
        },
      },
    ],
    {
      variables: [{ name: "Env" }],
      triggers: [{ providerType: "CodeStarSourceConnection", gitConfiguration: { sourceActionName: "Checkout" } }],
    },
  ),
);
const action = (of: Draft, key: string) => of.stages.flatMap(({ actions }) => actions).find((each) => each.key === key);
const rule = (of: Draft) => of.stages[1]?.onSuccess?.conditions[0]?.rules?.[0];

describe("renaming", () => {
  it("an artifact reaches consumers, rules and configuration", () => {
    const renamed = renameArtifact(shop, { actionKey: "k2", from: "SourceOutput", to: "Code" });
    expect(action(renamed, "k2")?.outputArtifacts).toEqual([{ name: "Code" }]);
    expect(action(renamed, "k4")?.inputArtifacts).toEqual([{ name: "Code" }]);
    expect(action(renamed, "k4")?.configuration?.PrimarySource).toBe("Code");
    expect(action(renamed, "k6")?.configuration?.TemplatePath).toBe("Code::template.yml");
    expect(action(renamed, "k6")?.configuration?.ParameterOverrides).toContain('["Code", "BucketName"]');
    expect(rule(renamed)?.inputArtifacts).toEqual([{ name: "Code" }]);
    expect(action(renamed, "k5")).toBe(action(shop, "k5"));
    expect(JSON.stringify(renamed)).not.toContain("SourceOutput");
  });

  it("an artifact to a name in use changes nothing", () => {
    const two = connectArtifact(shop, { fromKey: "k2", toKey: "k6", name: "Other" });
    expect(renameArtifact(two, { actionKey: "k2", from: "SourceOutput", to: "Other" })).toBe(two);
  });

  it("a namespace reaches every reference", () => {
    const renamed = renameNamespace(shop, { actionKey: "k2", namespace: "code" });
    expect(action(renamed, "k5")?.configuration?.CustomData).toBe("#{code.CommitId} of #{variables.Env}");
    expect(rule(renamed)?.configuration?.Variable).toBe("#{code.BranchName}");
    expect(action(renamed, "k4")).toBe(action(shop, "k4"));
  });

  it("a namespace that another action shares leaves references alone", () => {
    const shared = updateAction(shop, "k4", { namespace: "source" });
    const renamed = renameNamespace(shared, { actionKey: "k4", namespace: "build" });
    expect(action(renamed, "k5")?.configuration?.CustomData).toContain("#{source.CommitId}");
    expect(action(renameNamespace(shop, { actionKey: "k2", namespace: "" }), "k2")).not.toHaveProperty("namespace");
  });

  it("a pipeline variable and a source action reach what refers to them", () => {
    const variable = renamePipelineVariable(shop, { index: 0, name: "Target" });
    expect(action(variable, "k5")?.configuration?.CustomData).toContain("#{variables.Target}");
    const emptied = renamePipelineVariable(shop, { index: 0, name: "" });
    expect(action(emptied, "k5")?.configuration?.CustomData).toContain("#{variables.Env}");
    const source = renameAction(shop, { actionKey: "k2", name: "Git" });
    expect(source.triggers?.[0]?.gitConfiguration.sourceActionName).toBe("Git");
    const two = draft(
      pipeline([stage("Source", sourceAction("Checkout"), sourceAction("Other")), stage("Build", buildAction())], {
        triggers: shop.triggers,
      }),
    );
    expect(renameAction(two, { actionKey: "k2", name: "Other" }).triggers).toBe(two.triggers);
  });
});

describe("connecting", () => {
  it("names the artifact and chooses a primary source among several inputs", () => {
    const built = draft(
      pipeline([
        stage("Source", sourceAction()),
        stage("Build", buildAction("Compile")),
        stage("Test", buildAction("Check")),
      ]),
    );
    const connected = connectArtifact(built, { fromKey: "k4", toKey: "k6" });
    expect(action(connected, "k4")?.outputArtifacts).toEqual([{ name: "CompileOutput" }]);
    expect(action(connected, "k6")?.inputArtifacts).toEqual([{ name: "SourceOutput" }, { name: "CompileOutput" }]);
    expect(action(connected, "k6")?.configuration?.PrimarySource).toBe("SourceOutput");
    const disconnected = disconnectArtifact(connected, { toKey: "k6", name: "SourceOutput" });
    expect(action(disconnected, "k6")?.configuration).not.toHaveProperty("PrimarySource");
    const removed = removeOutputArtifact(connected, { actionKey: "k4", name: "CompileOutput" });
    expect(action(removed, "k6")?.inputArtifacts).toEqual([{ name: "SourceOutput" }]);
  });

  it("exchanges the only input of an action that takes one", () => {
    const deploy = buildAction("Deploy", {
      actionTypeId: { category: "Deploy", owner: "AWS", provider: "CodeDeploy", version: "1" },
    });
    const built = draft(
      pipeline([stage("Source", sourceAction()), stage("Build", buildAction()), stage("Deploy", deploy)]),
    );
    const connected = connectArtifact(built, { fromKey: "k4", toKey: "k6" });
    expect(action(connected, "k6")?.inputArtifacts).toEqual([{ name: "CompileOutput" }]);
  });

  it("leaves backward, parallel and approval connections alone", () => {
    expect(connectArtifact(shop, { fromKey: "k4", toKey: "k2" })).toBe(shop);
    expect(connectArtifact(shop, { fromKey: "k4", toKey: "k6" })).toBe(shop);
    expect(connectArtifact(shop, { fromKey: "k2", toKey: "k5" })).toBe(shop);
  });
});

describe("copying", () => {
  const chain = draft(
    pipeline([
      stage("Source", sourceAction()),
      stage(
        "Build",
        buildAction("Compile", { namespace: "build", outputArtifacts: [{ name: "BuildOutput" }] }),
        buildAction("Package", {
          runOrder: 2,
          inputArtifacts: [{ name: "BuildOutput" }],
          configuration: { ProjectName: "#{build.Project}" },
        }),
      ),
    ]),
  );

  it("gives copies names of their own and keeps how they hang together", () => {
    const read = readClipboard(clipboardText(actionsToCopy(chain, ["k4", "k5"])));
    const actions = read.ok ? read.actions : [];
    const placement = { kind: "newStage", stageIndex: 2 } as const;
    const pasted = pasteActions(chain, { actions, placement, nextKey: keySequence("n") });
    expect(pasted.stages[2]?.actions).toMatchObject([
      { name: "Compile2", namespace: "build2", runOrder: 1, outputArtifacts: [{ name: "BuildOutput2" }] },
      {
        name: "Package2",
        runOrder: 2,
        inputArtifacts: [{ name: "BuildOutput2" }],
        configuration: { ProjectName: "#{build2.Project}" },
      },
    ]);
    expect(pasted.stages[1]).toBe(chain.stages[1]);
  });

  it("duplicates an action right below itself", () => {
    const doubled = duplicateAction(chain, { actionKey: "k4", nextKey: keySequence("n") });
    expect(doubled.stages[1]?.actions.map(({ name, key }) => [name, key])).toEqual([
      ["Compile", "k4"],
      ["Compile2", "n1"],
      ["Package", "k5"],
    ]);
  });

  it("reads nothing from a clipboard that holds something else", () => {
    const many = JSON.stringify({ actions: Array.from({ length: 1001 }, () => buildAction("A")) });
    const refusals = ["hello", "[]", '{"actions": []}', '{"actions": [{"name": 1}]}', many, "x".repeat(5_000_000)];
    expect(refusals.map((text) => readClipboard(text))).toEqual([
      { ok: false, message: "The clipboard holds no actions." },
      { ok: false, message: "The clipboard holds no actions." },
      { ok: false, message: "The clipboard’s actions cannot be read: actions is wrong or missing." },
      { ok: false, message: "The clipboard’s actions cannot be read: actions / 0 / name is wrong or missing." },
      { ok: false, message: "The clipboard holds 1001 actions; a pipeline has at most 1000." },
      { ok: false, message: "The clipboard holds more text than any pipeline has." },
    ]);
    const hostile = readClipboard(
      `{"actions": [{"__proto__": {"polluted": 1}, ${JSON.stringify(buildAction("A")).slice(1)}]}`,
    );
    expect(hostile).toEqual({ ok: true, actions: [buildAction("A")] });
    const secret = sourceAction("S", { configuration: { OAuthToken: "ghp_secret" } });
    expect(clipboardText([secret])).not.toContain("ghp_secret");
  });
});

it("sets and removes members", () => {
  const configured = setConfiguration(shop, { actionKey: "k4", name: "ProjectName", value: "shop" });
  expect(action(configured, "k4")?.configuration?.ProjectName).toBe("shop");
  const emptied = setConfiguration(configured, { actionKey: "k4", name: "ProjectName", value: "" });
  expect(action(emptied, "k4")?.configuration).not.toHaveProperty("ProjectName");
  expect(updatePipeline(shop, { triggers: undefined })).not.toHaveProperty("triggers");
  expect(updatePipeline(shop, { roleArn: shop.roleArn })).toBe(shop);
});
