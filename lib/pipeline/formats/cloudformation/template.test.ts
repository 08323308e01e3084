import { describe, expect, it } from "vitest";
import { validatePipeline } from "../../validation/validate-pipeline";
import { exportAs } from "../convert";
import { importPipelines, type ImportOptions } from "../import-pipelines";
import { readJson } from "../read-json";
import { readYaml } from "../read-yaml";
import { plainValue } from "../source-node";

const HEAD = `Parameters:
  Env: { Type: String, Default: dev, AllowedValues: [dev, prod], Description: Where to }
  Repository: { Type: String }
  Token: { Type: String, NoEcho: true, Default: hidden }
  Unset: { Type: String, Default: "" }
  Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: /images/latest }
  Zones: { Type: CommaDelimitedList, Default: "a, b" }
Mappings:
  Accounts: { dev: { Id: "012345678901" }, prod: { Id: 098765432109 } }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Not [!Condition IsProd]
  HasUnset: !Not [!Equals [!Ref Unset, ""]]
  IsHome: !Equals [!Ref "AWS::Region", us-east-1]
  IsAway: !Not [!Condition IsHome]
Resources:
  Bucket: { Type: "AWS::S3::Bucket", DependsOn: Role }
  Role: { Type: "AWS::IAM::Role", Properties: { RoleName: !Sub "\${Env}-role" } }
  Unrelated: { Type: "AWS::SNS::Topic" }
  Hook: { Type: "AWS::CodePipeline::Webhook", Properties: { TargetPipeline: !Ref Pipe } }
`;

/** A pipeline with these values in the configuration of its build. */
function template(configuration: string, more = ""): string {
  return `${HEAD}  Pipe:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      RoleArn: !GetAtt Role.Arn
      ArtifactStore: { Type: S3, Location: !Ref Bucket }
${more}      Stages:
        - Name: Source
          Actions:
            - Name: Checkout
              ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeCommit, Version: 1 }
              OutputArtifacts: [{ Name: Code }]
              Configuration: { RepositoryName: !Ref Repository, BranchName: main }
        - Name: Build
          Actions:
            - Name: Compile
              ActionTypeId: { Category: Build, Owner: AWS, Provider: CodeBuild, Version: 1 }
              InputArtifacts: [{ Name: Code }]
              Configuration:
${configuration}`;
}

function imported(text: string, options?: ImportOptions) {
  const result = importPipelines(text, options);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const [first] = result.pipelines;
  if (!first) throw new Error("no pipeline");
  return { ...first, parameters: result.parameters };
}

function configurationOf(text: string, options?: ImportOptions) {
  return imported(text, options).declaration.stages[1]?.actions[0]?.configuration;
}

/** The properties of the exported template's pipeline in long form. */
function exported(text: string) {
  const [yaml, json] = (["cloudformation", "cloudformation-json"] as const).map((format) =>
    exportAs(format, [imported(text)]),
  );
  const fromJson = plainValue(readJson(json?.text ?? ""));
  expect(plainValue(readYaml(yaml?.text ?? ""))).toEqual(fromJson);
  return fromJson;
}

describe("what can be worked out", () => {
  it.each([
    ["a parameter's default", "!Ref Env", "dev"],
    ["a text with parameters", '!Sub "${Env}-${!literal}-api"', "dev-${literal}-api"],
    ["a text with values of its own", '!Sub ["${Name}-x", { Name: !Ref Env }]', "dev-x"],
    ["joined texts", '!Join ["-", [shop, !Ref Env]]', "shop-dev"],
    ["a joined list", '!Join ["+", !Ref Zones]', "a+b"],
    ["an item of a list", "!Select [1, !Ref Zones]", "b"],
    ["an item of a split text", '!Select [1, !Split ["/", "a/b"]]', "b"],
    ["a mapping, digits kept", "!FindInMap [Accounts, !Ref Env, Id]", "012345678901"],
    ["a mapping's default", "{ Fn::FindInMap: [Accounts, test, Id, { DefaultValue: none }] }", "none"],
    ["a side of a condition", "!If [IsDev, one, two]", "one"],
    ["a condition about an empty parameter", "!If [HasUnset, one, two]", "two"],
    ["base64", "!Base64 ✓", "4pyT"],
    ["JSON", "{ Fn::ToJsonString: { a: [1, !Ref Env] } }", '{"a":[1,"dev"]}'],
  ])("%s", (_what, value, expected) => {
    expect(configurationOf(template(`                ProjectName: ${value}`))).toEqual({ ProjectName: expected });
  });

  it("leaves out what a condition or NoValue takes away", () => {
    const text = template(
      "                ProjectName: a\n                BatchEnabled: !If [IsProd, true, !Ref AWS::NoValue]",
    );
    expect(configurationOf(text)).toEqual({ ProjectName: "a" });
  });

  it("uses the values that are given, pseudo parameters too, and asks for what it depends on", () => {
    const text = template('                ProjectName: !Sub "${Env}-${AWS::Region}"');
    expect(configurationOf(text, { values: { Env: "prod", "AWS::Region": "eu-west-1" } })).toEqual({
      ProjectName: "prod-eu-west-1",
    });
    expect(imported(text).parameters).toMatchObject([
      { name: "Repository", defaultValue: undefined, allowedValues: [] },
      { name: "Env", defaultValue: "dev", allowedValues: ["dev", "prod"], description: "Where to" },
    ]);
    expect(imported(text).notes.join(" ")).toContain("These parameters took their defaults: Env = dev");
  });
});

describe("what cannot be worked out", () => {
  const kept = [
    ["a parameter without a default", "!Ref Repository", { Ref: "Repository" }, "!Ref Repository"],
    ["a secret, default or not", "!Ref Token", { Ref: "Token" }, "!Ref Token"],
    ["a parameter that is empty", "!Ref Unset", { Ref: "Unset" }, "!Ref Unset"],
    ["a value kept elsewhere", "!Ref Image", { Ref: "Image" }, "!Ref Image"],
    ["an attribute", "!GetAtt Bucket.Arn", { "Fn::GetAtt": ["Bucket", "Arn"] }, "!GetAtt Bucket.Arn"],
    ["an import", "!ImportValue name", { "Fn::ImportValue": "name" }, "!ImportValue name"],
    [
      "an import of a computed name",
      '{ Fn::ImportValue: !Sub "${AWS::StackName}-x" }',
      { "Fn::ImportValue": { "Fn::Sub": "${AWS::StackName}-x" } },
      '!ImportValue {"Fn::Sub":"${AWS::StackName}-x"}',
    ],
    [
      "a text with pseudo parameters",
      '!Sub "${Env}-${AWS::StackName}"',
      { "Fn::Sub": "${Env}-${AWS::StackName}" },
      "!Sub ${Env}-${AWS::StackName}",
    ],
    [
      "a condition about the Region",
      "!If [IsHome, a, b]",
      { "Fn::If": ["IsHome", "a", "b"] },
      '!If ["IsHome","a","b"]',
    ],
    ["a dynamic reference", '"{{resolve:ssm:/a}}"', "{{resolve:ssm:/a}}", "{{resolve:ssm:/a}}"],
    [
      "a dynamic reference that is put together",
      '!Sub "{{resolve:ssm:/${Env}/a}}"',
      { "Fn::Sub": "{{resolve:ssm:/${Env}/a}}" },
      '!Sub "{{resolve:ssm:/${Env}/a}}"',
    ],
  ] as const;

  it.each(kept)("stays, shows as an expression and comes back unchanged: %s", (_what, value, longForm, shown) => {
    const text = template(`                ProjectName: ${value}`);
    expect(configurationOf(text)).toEqual({ ProjectName: shown });
    expect(exported(text)).toMatchObject({
      Resources: {
        Pipe: { Properties: { Stages: [{}, { Actions: [{ Configuration: { ProjectName: longForm } }] }] } },
      },
    });
  });

  it("has stand-ins that AWS could hold, and no finding is made about them", () => {
    const { declaration, metadata } = imported(
      template(
        "                ProjectName: !Ref Repository\n                RoleArn: !GetAtt Role.Arn",
        '      Name: !Sub "${AWS::StackName}-api"\n',
      ),
    );
    expect(declaration).toMatchObject({
      name: "Sub-AWS-StackName-api",
      roleArn: "arn:aws:iam::000000000000:role/!GetAtt Role.Arn",
      artifactStore: { location: "Ref-Bucket" },
    });
    const { configuration } = declaration.stages[1]?.actions[0] ?? {};
    expect(configuration).toMatchObject({ RoleArn: "arn:aws:iam::000000000000:role/!GetAtt Role.Arn" });
    expect(validatePipeline(declaration, metadata)).toEqual([]);
  });

  it("takes along what it refers to, and nothing else", () => {
    const template_ = template('                ProjectName: !Sub "${Env}-${AWS::StackName}"');
    const value = exported(template_);
    expect(value).toMatchObject({ Parameters: { Env: { Default: "dev" }, Repository: {} } });
    expect(Object.keys(Object(Object(value).Resources)).toSorted()).toEqual(["Bucket", "Hook", "Pipe", "Role"]);
    expect(value).not.toHaveProperty("Mappings");
  });

  it("lets one side of a condition stand for both, the same for all that depends on it", () => {
    const stores = `      ArtifactStores: !If [IsHome, !Ref "AWS::NoValue", [{ Region: !Ref "AWS::Region", ArtifactStore: { Type: S3, Location: b } }]]
`;
    const text = `${template("                ProjectName: a", stores)}
        - !If
          - IsAway
          - !Ref AWS::NoValue
          - Name: Gate
            Actions:
              - Name: Approve
                ActionTypeId: { Category: Approval, Owner: AWS, Provider: Manual, Version: 1 }
              - !If [IsHome, !Ref "AWS::NoValue", { Name: Second }]
`;
    const { declaration, metadata, notes } = imported(text);
    expect(declaration.stages.map(({ name, actions }) => [name, actions.length])).toEqual([
      ["Source", 1],
      ["Build", 1],
      ["Gate", 1],
    ]);
    expect(declaration).not.toHaveProperty("artifactStores");
    expect(validatePipeline(declaration, metadata)).toEqual([]);
    expect(notes.join(" ")).toContain("Only CloudFormation knows whether these conditions hold: IsHome, IsAway.");
    const properties = { ArtifactStores: { "Fn::If": ["IsHome", { Ref: "AWS::NoValue" }, [{}]] } };
    expect(exported(text)).toMatchObject({
      Conditions: { IsHome: {}, IsAway: {} },
      Resources: {
        Pipe: {
          Properties: {
            ...properties,
            Stages: [
              {},
              {},
              {
                "Fn::If": [
                  "IsAway",
                  { Ref: "AWS::NoValue" },
                  { Name: "Gate", Actions: [{}, { "Fn::If": ["IsHome", {}, { Name: "Second" }] }] },
                ],
              },
            ],
          },
        },
      },
    });
  });
});

it("keeps what only the resource has: attributes, transitions, updates and its own name", () => {
  const text = template(
    "                ProjectName: a",
    "      RestartExecutionOnUpdate: true\n      DisableInboundStageTransitions: [{ StageName: Build, Reason: wait }]\n",
  ).replace(
    "    Type: AWS::CodePipeline::Pipeline\n",
    "    Type: AWS::CodePipeline::Pipeline\n    DependsOn: Unrelated\n    DeletionPolicy: Retain\n",
  );
  const value = exported(text);
  expect(value).toMatchObject({
    Resources: {
      Unrelated: {},
      Pipe: {
        DependsOn: "Unrelated",
        DeletionPolicy: "Retain",
        Properties: {
          RestartExecutionOnUpdate: true,
          DisableInboundStageTransitions: [{ StageName: "Build", Reason: "wait" }],
        },
      },
    },
  });
  expect(value).not.toHaveProperty("Resources.Pipe.Properties.Name");
});

it("finds pipelines in loops whose collections stand in the template", () => {
  const text = `Resources:
  Fn::ForEach::Apps:
    - App
    - [one, two]
    - Pipe\${App}:
        Type: AWS::CodePipeline::Pipeline
        Properties:
          Name: !Sub "\${App}-pipeline"
          RoleArn: role
          Stages: [{ Name: !Ref App, Actions: [] }]
`;
  const result = importPipelines(text);
  expect(
    result.ok && result.pipelines.map(({ declaration }) => [declaration.name, declaration.stages[0]?.name]),
  ).toEqual([
    ["one-pipeline", "one"],
    ["two-pipeline", "two"],
  ]);
});

it("says that its pipelines are in a loop whose collection is not in the template", () => {
  const text = `Parameters: { Names: { Type: CommaDelimitedList } }
Resources:
  Fn::ForEach::Apps:
    - App
    - !Ref Names
    - Pipe\${App}: { Type: AWS::CodePipeline::Pipeline, Properties: { RoleArn: role, Stages: [] } }
`;
  const result = importPipelines(text);
  expect(!result.ok && result.issues).toEqual([
    {
      line: 4,
      column: 5,
      message: expect.stringMatching(
        /^Fn::ForEach::Apps makes pipelines in a loop .* Write its collection as a list of texts/,
      ),
    },
  ]);
});

it("tells about loops and macros that only CloudFormation can run", () => {
  const loop = template("                ProjectName: a\n                Fn::Transform: { Name: Expand }").replace(
    "  Unrelated:",
    "  Fn::ForEach::More: [Name, !Ref Zones, {}]\n  Unrelated:",
  );
  expect(imported(loop).notes.join(" ")).toMatch(/made by Expand \(Fn::Transform\).*More makes resources in a loop/);
});

it("tells about webhooks and custom action types", () => {
  expect(imported(template("                ProjectName: a")).notes.join(" ")).toContain("Hook is a webhook.");
});

it("declares as parameters what nothing defines", () => {
  const bare = importPipelines('{"name": "a", "roleArn": "!Ref Role", "stages": []}');
  const { text, notes } = exportAs("cloudformation", bare.ok ? bare.pipelines : []);
  expect(text).toContain("Parameters:\n  Role:\n    Type: String");
  expect(notes).toEqual(["Role became parameters: nothing here defines them."]);
});

it("reads a serverless file, whose variables nobody else knows", () => {
  const text = `service: shop
resources:
  Resources:
    Pipe:
      Type: AWS::CodePipeline::Pipeline
      Properties:
        Name: \${self:service}-pipeline
        RoleArn: \${opt:role}
        Stages: []
`;
  expect(imported(text).declaration).toMatchObject({
    name: "self-service-pipeline",
    roleArn: "arn:aws:iam::000000000000:role/${opt:role}",
  });
});

it("reads a serverless file whose resources are a list of files and pieces of a template", () => {
  const text = `service: shop
resources:
  - \${file(infra/buckets.yml)}
  - Parameters:
      Stage: { Type: String, Default: test }
  - Resources:
      Other: { Type: AWS::SNS::Topic }
  - Resources:
      Pipe:
        Type: AWS::CodePipeline::Pipeline
        Properties:
          Name: !Sub shop-\${Stage}
          RoleArn: \${opt:role}
          Stages: []
`;
  expect(imported(text)).toMatchObject({ declaration: { name: "shop-test" } });
});

it("says which member an expression leaves without a value", () => {
  const text = template("                ProjectName: a").replace("Category: Build", "Category: !Ref Repository");
  expect(importPipelines(text)).toMatchObject({
    ok: false,
    issues: [{ message: expect.stringContaining("category is !Ref Repository, and nothing can stand in for it") }],
  });
});

it("reads a piece of a template: one resource, or some by their logical ids", () => {
  const resource = "Type: AWS::CodePipeline::Pipeline\nProperties: { Name: a, RoleArn: b, Stages: [] }\n";
  expect(imported(resource).declaration.name).toBe("a");
  for (const id of ["Mine", "Pipeline"]) {
    expect(imported(`${id}:\n${resource.replaceAll(/^/gm, "  ")}`).declaration.name).toBe("a");
  }
});

it("reads a configuration that is JSON in a text", () => {
  const text = template("                ProjectName: a").replace(
    "Configuration:\n                ProjectName: a",
    `Configuration: '{"ProjectName": "json", "BatchEnabled": true}'`,
  );
  expect(configurationOf(text)).toEqual({ ProjectName: "json", BatchEnabled: "true" });
});
