import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf, SimulationHarness } from "../../testing/simulation-harness";

const CLOUDFORMATION = { category: "Deploy", owner: "AWS", provider: "CloudFormation" } as const;
const ROLE = "arn:aws:iam::000000000001:role/CloudFormation";
const STACK = { StackName: "shop", RoleArn: ROLE, TemplatePath: "BuildOut::stack.yml" };

const TEMPLATE = `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage: { Type: String, AllowedValues: [test, live] }
  Size: { Type: Number, Default: 2 }
  Password: { Type: String, NoEcho: true, Default: hidden-value }
Conditions:
  IsLive: !Equals [!Ref Stage, live]
Mappings:
  Hosts: { live: { Name: shop.example.com }, test: { Name: test.example.com } }
Resources:
  Bucket: { Type: AWS::S3::Bucket }
Outputs:
  Url: { Value: !Sub "https://\${Host}/\${Stage}", Condition: IsLive }
  Host: { Value: !FindInMap [Hosts, !Ref Stage, Name] }
  Name: { Value: !Ref Bucket }
  Arn: { Value: !GetAtt Bucket.Arn }
  Site: { Value: !GetAtt Bucket.WebsiteURL }
  Both: { Value: !Join ["-", [!Ref AWS::StackName, !Ref Size]] }
  Plan: { Value: !If [IsLive, paid, free] }
`.replace("${Host}", "${AWS::Region}");

let harness: SimulationHarness;
beforeEach(async () => {
  harness = await SimulationHarness.create();
});
afterEach(() => harness.dispose());

function act(configuration: Record<string, string>, files: Record<string, string> = {}) {
  return harness.run(CLOUDFORMATION, {
    configuration: { ...STACK, ...configuration },
    inputs: { BuildOut: { "stack.yml": TEMPLATE, ...files } },
  });
}

const stage = (name: string) => ({ ParameterOverrides: JSON.stringify({ Stage: name }) });

describe("stacks", () => {
  it("are created, updated, left alone without changes, and deleted", async () => {
    const summaries = [
      await act({ ActionMode: "CREATE_UPDATE", ...stage("test") }),
      await act({ ActionMode: "CREATE_UPDATE", ...stage("live") }),
      await act({ ActionMode: "CREATE_UPDATE", ...stage("live") }),
      await act({ ActionMode: "DELETE_ONLY" }),
      await act({ ActionMode: "DELETE_ONLY" }),
    ].map(({ outcome }) => outcome.summary);
    expect(summaries).toEqual([
      "Simulated locally: stack shop was created, with 1 resource(s)",
      "Simulated locally: stack shop was updated, with 1 resource(s)",
      "Simulated locally: stack shop has no changes, so it was left as it is",
      "Simulated locally: stack shop was deleted",
      "Simulated locally: stack shop does not exist, so there was nothing to delete",
    ]);
  });

  it("put out what their template says, as variables and as a file", async () => {
    const { outcome, output, lines } = await act({
      ActionMode: "CREATE_UPDATE",
      OutputFileName: "outputs.json",
      ...stage("live"),
    });
    expect(outcome).toMatchObject({
      externalExecutionId: expect.stringMatching(
        /^arn:aws:cloudformation:us-east-1:000000000000:stack\/shop\/[0-9a-f-]{36}$/,
      ),
      outputVariables: {
        Url: "https://us-east-1/live",
        Host: "shop.example.com",
        Name: expect.stringMatching(/^shop-bucket-[0-9a-z]{13}$/),
        Arn: expect.stringMatching(/^arn:aws:s3:::shop-bucket-[0-9a-z]{13}$/),
        Site: "simulated:Bucket.WebsiteURL",
        Both: "shop-2",
        Plan: "paid",
      },
    });
    expect(JSON.parse(output["outputs.json"] ?? "")).toMatchObject({ Host: "shop.example.com", Plan: "paid" });
    expect(lines).toContain("Parameter Password: ****");
    expect(lines.join()).not.toContain("hidden-value");
    const test = await act({ ActionMode: "CREATE_UPDATE", ...stage("test") });
    expect(test.outcome).toMatchObject({ outputVariables: { Plan: "free", Host: "test.example.com" } });
    expect(JSON.stringify(test.outcome)).not.toContain('"Url"');
  });

  it("that failed can only be replaced or deleted", async () => {
    harness.bind({ name: "CloudFormation/shop", outcome: "Failed", message: "Bucket exists" });
    expect(failureOf(await act({ ActionMode: "CREATE_UPDATE", ...stage("test") }))).toBe(
      "Simulated locally: Bucket exists",
    );
    harness.bind();
    expect(failureOf(await act({ ActionMode: "CREATE_UPDATE", ...stage("test") }))).toMatch(
      /^Stack:arn:.* is in ROLLBACK_COMPLETE state and can not be updated\. Delete it with DELETE_ONLY, or use REPLACE_ON_FAILURE/,
    );
    const replaced = await act({ ActionMode: "REPLACE_ON_FAILURE", ...stage("test") });
    expect(replaced.outcome.summary).toContain("stack shop was deleted and created anew");

    harness.bind({ name: "CloudFormation/shop", outcome: "Failed" });
    await act({ ActionMode: "CREATE_UPDATE", ...stage("live") });
    harness.bind();
    // A failed update is rolled back, and the stack can be updated again.
    expect((await act({ ActionMode: "CREATE_UPDATE", ...stage("live") })).outcome.summary).toContain("was updated");
  });
});

describe("change sets", () => {
  const named = { ChangeSetName: "release" };
  it("are made, replaced and run, once", async () => {
    const replace = { ActionMode: "CHANGE_SET_REPLACE", ...named, ...stage("test") };
    expect((await act(replace)).outcome.summary).toContain("change set release of stack shop was created");
    expect((await act(replace)).outcome.summary).toContain("change set release of stack shop was replaced");
    expect(failureOf(await act({ ActionMode: "CREATE_UPDATE", ...stage("test") }))).toContain(
      "is in REVIEW_IN_PROGRESS state and can not be updated",
    );
    const executed = await act({ ActionMode: "CHANGE_SET_EXECUTE", ...named });
    expect(executed.outcome).toMatchObject({
      summary: "Simulated locally: change set release was run: stack shop was created, with 1 resource(s)",
      outputVariables: { Plan: "free" },
    });
    expect(failureOf(await act({ ActionMode: "CHANGE_SET_EXECUTE", ...named }))).toMatch(
      /^ChangeSet \[release\] does not exist for stack shop\. Create it with an action in mode CHANGE_SET_REPLACE/,
    );
  });

  it("without changes are made and run without an effect", async () => {
    await act({ ActionMode: "CREATE_UPDATE", ...stage("test") });
    const made = await act({ ActionMode: "CHANGE_SET_REPLACE", ...named, ...stage("test") });
    expect(made.outcome.summary).toContain("it contains no changes");
    expect((await act({ ActionMode: "CHANGE_SET_EXECUTE", ...named })).outcome.summary).toContain(
      "contains no changes",
    );
  });

  it("of a stack that does not exist cannot be run", async () => {
    expect(failureOf(await act({ ActionMode: "CHANGE_SET_EXECUTE", ...named }))).toContain(
      "ChangeSet [release] does not exist: stack shop does not exist either",
    );
  });
});

describe("parameters", () => {
  it("come from the file, the overrides, artifacts and files in them; overrides win", async () => {
    const { lines, outcome } = await act(
      {
        ActionMode: "CREATE_UPDATE",
        TemplateConfiguration: "BuildOut::config.json",
        ParameterOverrides: JSON.stringify({
          Stage: { "Fn::GetParam": ["BuildOut", "env.json", "stage"] },
          Password: { "Fn::GetArtifactAtt": ["BuildOut", "ObjectKey"] },
        }),
      },
      {
        "config.json": JSON.stringify({ Parameters: { Stage: "test", Size: "7" }, Tags: { Team: "shop" } }),
        "env.json": JSON.stringify({ stage: "live" }),
      },
    );
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toEqual(expect.arrayContaining(["Parameter Stage: live", "Parameter Size: 7"]));
  });

  it.each<[Record<string, string>, RegExp]>([
    [{}, /^Parameters: \[Stage\] must have values$/],
    [
      { ParameterOverrides: '{"Stage":"test","Colour":"red"}' },
      /^Parameters: \[Colour\] do not exist in the template$/,
    ],
    [{ ParameterOverrides: '{"Stage":"dev"}' }, /^Parameter 'Stage' must be one of AllowedValues$/],
    [{ ParameterOverrides: '{"Stage":"test","Size":"big"}' }, /^Parameter 'Size' must be a number/],
    [{ ParameterOverrides: "{Stage: test}" }, /^ParameterOverrides is not JSON/],
    [{ ParameterOverrides: '["Stage"]' }, /^ParameterOverrides must be a JSON object/],
    [{ ParameterOverrides: JSON.stringify({ Stage: "x".repeat(1024) }) }, /1 KB is the most/],
    [
      { ParameterOverrides: '{"Stage":{"Fn::GetParam":["Other","a.json","b"]}}' },
      /names artifact Other, which is not an input/,
    ],
    [
      { ParameterOverrides: '{"Stage":{"Fn::GetParam":["BuildOut","a.json","b"]}}' },
      /File \[a.json\] does not exist in artifact \[BuildOut\]/,
    ],
    [
      { ParameterOverrides: '{"Stage":{"Fn::GetParam":["BuildOut","e.json","b"]}}' },
      /File \[e.json\] in artifact \[BuildOut\] has no key b/,
    ],
    [
      { ParameterOverrides: '{"Stage":{"Fn::GetArtifactAtt":["BuildOut","Size"]}}' },
      /the value of Stage must be a text, \{"Fn::GetArtifactAtt"/,
    ],
    [{ TemplateConfiguration: "BuildOut::e.json", ...stage("test") }, /^$/],
    [{ TemplateConfiguration: "BuildOut::bad.json", ...stage("test") }, /bad.json is not valid at Parameters.Stage/],
  ])("%j end in %s", async (configuration, message) => {
    const files = { "e.json": "{}", "bad.json": '{"Parameters":{"Stage":["a"]}}' };
    expect(failureOf(await act({ ActionMode: "CREATE_UPDATE", ...configuration }, files))).toMatch(message);
  });
});

describe("templates", () => {
  const role = (properties: string): string =>
    `Resources: { Role: { Type: "AWS::IAM::Role", Properties: { ${properties} } } }`;
  it.each<[string, string, string, RegExp]>([
    ["CREATE_UPDATE", "", "", /^Template format error: unsupported structure/],
    ["CREATE_UPDATE", "Outputs: {}", "", /At least one Resources member must be defined/],
    ["CREATE_UPDATE", "Resources: {}", "", /At least one Resources member must be defined/],
    ["CREATE_UPDATE", "Resources: { A: {} }", "", /\[\/Resources\/A\/Type\] is missing/],
    ["CREATE_UPDATE", "Resources:\n  - [", "", /YAML not well-formed. \(line \d+, column \d+\)/],
    ["CREATE_UPDATE", '{"Resources": {', "", /JSON not well-formed/],
    [
      "CREATE_UPDATE",
      "Resources: { A: { Type: AWS::SNS::Topic, Properties: { Name: !Sub '${B}-${!C}-${AWS::Region}', D: !GetAtt E.Arn } } }",
      "",
      /Unresolved resource dependencies \[B, E\] in the Resources block of the template$/,
    ],
    [
      "CREATE_UPDATE",
      "Resources: { A: { Type: AWS::SNS::Topic } }\nOutputs: { O: { Value: !Join ['', [!Ref A, !Sub ['${V}', { V: !Ref B }]]] } }",
      "",
      /\[B\] in the Outputs block/,
    ],
    ["CREATE_UPDATE", role(""), "", /^Requires capabilities : \[CAPABILITY_IAM\]/],
    ["CREATE_UPDATE", role(""), "CAPABILITY_NAMED_IAM", /^$/],
    ["CREATE_UPDATE", role("RoleName: a"), "CAPABILITY_IAM", /^Requires capabilities : \[CAPABILITY_NAMED_IAM\]/],
    ["CHANGE_SET_REPLACE", role(""), "", /^Requires capabilities : \[CAPABILITY_IAM\]/],
    [
      "CREATE_UPDATE",
      "Transform: AWS::Serverless-2016-10-31\nResources: { F: { Type: AWS::Serverless::Function } }",
      "CAPABILITY_IAM",
      /\[CAPABILITY_AUTO_EXPAND\]/,
    ],
    [
      "CHANGE_SET_REPLACE",
      "Transform: AWS::Serverless-2016-10-31\nResources: { F: { Type: AWS::Serverless::Function } }",
      "CAPABILITY_IAM",
      /^$/,
    ],
    ["CREATE_UPDATE", role(""), "CAPABILITY_IAM, CAPABILITY_NAMED_IAM", /separated by commas without spaces/],
    ["CREATE_UPDATE", `# ${"x".repeat(1024 ** 2)}`, "", /has 1048578 bytes; 1048576 is the most for TemplatePath/],
  ])("in mode %s, %j with capabilities %j end in %s", async (ActionMode, text, Capabilities, message) => {
    const ran = await harness.run(CLOUDFORMATION, {
      configuration: { ...STACK, ActionMode, ChangeSetName: "c", ...(Capabilities && { Capabilities }) },
      inputs: { BuildOut: { "stack.yml": text } },
    });
    expect(failureOf(ran)).toMatch(message);
  });

  it.each([
    [{ TemplatePath: "stack.yml" }, /TemplatePath "stack.yml" must be an input artifact and a file in it/],
    [{ TemplatePath: "Other::stack.yml" }, /TemplatePath names artifact Other, which is not an input of action Act/],
    [{ TemplatePath: "BuildOut::other.yml" }, /File \[other.yml\] does not exist in artifact \[BuildOut\]/],
    [{ TemplatePath: "BuildOut::../../etc/passwd" }, /File \[..\/..\/etc\/passwd\] does not exist/],
    [{ StackName: "1shop" }, /Value '1shop' at 'stackName' failed to satisfy constraint/],
    [{ RoleArn: "role" }, /RoleArn role is not the ARN of an IAM role/],
    [{ RoleArn: "" }, /Configuration Property RoleArn should not be empty in current ActionMode$/],
    [{ OutputFileName: "../out.json" }, /must be the name of a file/],
  ])("%j are refused", async (configuration, message) => {
    expect(failureOf(await act({ ActionMode: "CREATE_UPDATE", ...stage("test"), ...configuration }))).toMatch(message);
  });
});

describe("stack sets", () => {
  const SET = { category: "Deploy", owner: "AWS", provider: "CloudFormationStackSet" } as const;
  const INSTANCES = { ...SET, provider: "CloudFormationStackInstances" } as const;
  const inputs = {
    BuildOut: {
      "stack.yml": TEMPLATE,
      "accounts.json": '["111111111111"]',
      "parameters.json": '[{"ParameterKey":"Stage","ParameterValue":"live"}]',
    },
  };
  const set = {
    StackSetName: "network",
    TemplatePath: "BuildOut::stack.yml",
    Parameters: "ParameterKey=Stage,ParameterValue=test",
  };

  it("are created and updated, and take instances", async () => {
    const created = await harness.run(SET, {
      configuration: { ...set, DeploymentTargets: "BuildOut::accounts.json", Regions: "us-east-1,eu-west-1" },
      inputs,
    });
    expect(created.outcome).toMatchObject({
      summary: expect.stringContaining(
        "stack set network was created, with instances in 111111111111/us-east-1, 111111111111/eu-west-1",
      ),
      outputVariables: {
        OperationId: expect.any(String),
        StackSetId: expect.stringMatching(/^network:[0-9a-f-]{36}$/),
      },
    });
    const updated = await harness.run(SET, {
      configuration: { ...set, Parameters: "BuildOut::parameters.json" },
      inputs,
    });
    expect(updated.outcome.summary).toContain("stack set network was updated");
    const added = await harness.run(INSTANCES, {
      configuration: { StackSetName: "network", DeploymentTargets: "111111111111,222222222222", Regions: "us-east-1" },
      inputs,
    });
    expect(added.outcome.summary).toContain("1 instance(s) were added to stack set network, 1 were there");
  });

  it.each([
    [SET, { ...set, Capabilities: "CAPABILITY_AUTO_EXPAND" }, /must be CAPABILITY_IAM or CAPABILITY_NAMED_IAM/],
    [SET, { ...set, Capabilities: "CAPABILITY_ALL" }, /must be CAPABILITY_IAM or CAPABILITY_NAMED_IAM/],
    [SET, { ...set, StackSetName: "1x" }, /StackSetName "1x" must begin with a letter/],
    [SET, { ...set, Parameters: "Stage=test" }, /Stage=test must be ParameterKey=name,ParameterValue=value/],
    [SET, { ...set, Parameters: "" }, /Parameters: \[Stage\] must have values/],
    [SET, { ...set, DeploymentTargets: "12", Regions: "us-east-1" }, /12 is neither an account of 12 digits/],
    [SET, { ...set, DeploymentTargets: "111111111111" }, /Regions is missing/],
    [SET, { ...set, MaxConcurrentPercentage: "101" }, /must be a percentage from 0 to 100/],
    [
      INSTANCES,
      { StackSetName: "none", DeploymentTargets: "111111111111", Regions: "us-east-1" },
      /StackSet none not found/,
    ],
  ])("%j with %j are refused", async (type, configuration, message) => {
    expect(failureOf(await harness.run(type, { configuration, inputs }))).toMatch(message);
  });
});
