import { expect, it } from "vitest";
import { MAX_CONFIGURATION_KEY_LENGTH, MAX_PROVIDER_LENGTH } from "../limits";
import { actionSummary, actionTypeKey, actionTypeName, findActionType, isRequired, listActionTypes } from "./catalogue";
import { findRuleType, listRuleTypes } from "./rule-types";

const cloudFormation = { category: "Deploy", owner: "AWS", provider: "CloudFormation", version: "1" } as const;

function requiredKeys(configuration: Record<string, string>, inputs: number, provider: string): string[] {
  const action = {
    name: "A",
    actionTypeId: { category: "Deploy", owner: "AWS", provider, version: "1" } as const,
    configuration,
    inputArtifacts: Array.from({ length: inputs }, (_, index) => ({ name: `In${index}` })),
  };
  const type = findActionType(action.actionTypeId);
  return (type?.configuration ?? []).filter((key) => type && isRequired(key, action, type)).map(({ name }) => name);
}

it("lists every type once, with keys that the service could hold", () => {
  const types = listActionTypes();
  expect(new Set(types.map(({ id }) => actionTypeKey(id))).size).toBe(types.length);
  for (const type of types) {
    const names = type.configuration.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(type.id.provider.length).toBeLessThanOrEqual(MAX_PROVIDER_LENGTH);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(MAX_CONFIGURATION_KEY_LENGTH);
    for (const key of type.summaryKeys) expect(names).toContain(key);
    for (const { requiredWhen, allowedValues, default: value } of type.configuration) {
      const other = requiredWhen?.kind === "value" || requiredWhen?.kind === "present" ? [requiredWhen.key] : [];
      expect(names).toEqual(expect.arrayContaining(other));
      expect(value === undefined || (allowedValues ?? [value]).includes(value)).toBe(true);
    }
  }
});

it("finds a type by its whole id only", () => {
  expect(findActionType(cloudFormation)?.displayName).toBe("CloudFormation");
  expect(findActionType({ ...cloudFormation, owner: "ThirdParty" })).toBeNull();
  expect(findActionType({ ...cloudFormation, version: "2" })).toBeNull();
  expect(actionTypeName({ ...cloudFormation, owner: "Custom", provider: "Rocket" })).toBe("Rocket");
});

it("asks for the keys that other keys and inputs make necessary", () => {
  expect(requiredKeys({ ActionMode: "DELETE_ONLY" }, 0, "CloudFormation")).toEqual([
    "ActionMode",
    "StackName",
    "RoleArn",
  ]);
  expect(requiredKeys({ ActionMode: "CHANGE_SET_EXECUTE" }, 0, "CloudFormation")).toContain("ChangeSetName");
  expect(requiredKeys({ Extract: "false" }, 1, "S3")).toContain("ObjectKey");
  expect(requiredKeys({ Extract: "true" }, 1, "S3")).not.toContain("ObjectKey");
  expect(requiredKeys({}, 0, "Lambda")).toContain("PublishedTargetVersion");
  expect(requiredKeys({}, 1, "Lambda")).not.toContain("PublishedTargetVersion");
  expect(requiredKeys({ DeploySpec: "spec.yml" }, 1, "EC2")).not.toContain("PostScript");
  expect(requiredKeys({ HelmReleaseName: "api" }, 1, "EKS")).toEqual(["ClusterName", "HelmChartLocation"]);
});

it("summarises an action by what tells it apart", () => {
  const ecs = { category: "Deploy", owner: "AWS", provider: "ECS", version: "1" } as const;
  const commands = { category: "Compute", owner: "AWS", provider: "Commands", version: "1" } as const;
  expect(
    actionSummary({ name: "A", actionTypeId: ecs, configuration: { ClusterName: "staging", ServiceName: "api" } }),
  ).toBe("staging / api");
  expect(actionSummary({ name: "A", actionTypeId: commands, commands: ["npm run lint"] })).toBe("npm run lint");
  expect(actionSummary({ name: "A", actionTypeId: ecs })).toBe("");
});

it.each([
  ["S3ObjectKey", "S3 object key"],
  ["KMSEncryptionKeyARN", "KMS encryption key ARN"],
  ["FullRepositoryId", "Full repository ID"],
  ["ECRRepositoryName", "ECR repository name"],
  ["OAuthToken", "OAuth token"],
  ["Image2ContainerName", "Image2 container name"],
])("writes the key %s as %s", (name, label) => {
  const property = listActionTypes()
    .flatMap(({ configuration }) => configuration)
    .find((candidate) => candidate.name === name);
  expect(property?.label).toBe(label);
});

it("finds a rule type although owner and version may be left out", () => {
  expect(listRuleTypes()).toHaveLength(6);
  expect(findRuleType({ category: "Rule", provider: "VariableCheck" })?.maySkip).toBe(true);
  expect(findRuleType({ category: "Rule", provider: "Nope" })).toBeNull();
});
