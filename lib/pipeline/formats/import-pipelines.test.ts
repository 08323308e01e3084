import { describe, expect, it } from "vitest";
import { pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { validatePipeline } from "../validation/validate-pipeline";
import { importPipelines, type ImportIssue } from "./import-pipelines";

const resourcesList = `version: 1.0
resources:
  - name: MyPipeline
    type: AWS::CodePipeline::Pipeline
    properties:
      RoleArn: arn:aws:iam::123456789012:role/Service
      ArtifactStore:
        Type: S3
        Location: artifacts
      Stages:
        - Name: Source
          Actions:
            - Name: Checkout
              RunOrder: 1
              ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeCommit, Version: 1 }
              OutputArtifacts:
                - Name: SourceOutput
              Configuration:
                RepositoryName: shop
                BranchName: 1.10
                PollForSourceChanges: false
        - Name: Build
          Actions:
            - Name: Compile
              Namespace:
              ActionTypeId: { Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1" }
              InputArtifacts:
                - Name: SourceOutput
              Configuration:
                ProjectName: shop-build
`;

const template = `Resources:
  Topic:
    Type: AWS::SNS::Topic
  ShopPipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      RoleArn: !GetAtt Role.Arn
      PipelineType: V2
      RestartExecutionOnUpdate: true
      ArtifactStores:
        - Region: eu-west-1
          ArtifactStore: { Type: S3, Location: !Ref Bucket }
        - Region: us-east-1
          ArtifactStore: { Type: S3, Location: other-bucket }
      Tags:
        - { Key: team, Value: shop }
      Stages:
        - Name: Source
          Actions:
            - Name: Checkout
              ActionTypeId: { Category: Source, Owner: AWS, Provider: S3, Version: '1' }
              OutputArtifacts: [{ Name: SourceOutput }]
              Configuration:
                S3Bucket: !Sub "\${AWS::StackName}-source"
                S3ObjectKey: !Join ["/", [a, b.zip]]
  Second:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: second
      RoleArn: {"Fn::GetAtt": ["Role", "Arn"]}
      ArtifactStore: { Type: S3, Location: { Ref: Bucket } }
      Stages: []
`;

function imported(text: string) {
  const result = importPipelines(text);
  return result.ok ? result.pipelines : [];
}

function issues(text: string): readonly ImportIssue[] {
  const result = importPipelines(text);
  return result.ok ? [] : result.issues;
}

describe("a resources list", () => {
  const [found] = imported(resourcesList);

  it("becomes a declaration that has nothing wrong with it", () => {
    expect(found?.declaration).toMatchObject({
      name: "MyPipeline",
      pipelineType: "V1",
      artifactStore: { location: "artifacts" },
    });
    expect(validatePipeline(found?.declaration ?? pipeline())).toEqual([]);
  });

  it("has texts where AWS takes texts, with the digits that were written, and numbers where it takes numbers", () => {
    expect(found?.declaration.stages[0]?.actions[0]).toMatchObject({
      runOrder: 1,
      actionTypeId: { version: "1" },
      configuration: { BranchName: "1.10", PollForSourceChanges: "false" },
    });
    expect(found?.declaration.stages[1]?.actions[0]).not.toHaveProperty("namespace");
  });

  it("tells what was assumed", () => {
    expect(found?.notes).toEqual([
      "The pipeline is called MyPipeline, after its resource: it has no name of its own.",
      "No pipelineType is given: taken as V1, since that is AWS's default.",
      "Numbers and switches became texts where AWS takes texts.",
    ]);
  });
});

describe("a CloudFormation template", () => {
  const [first, second] = imported(template);

  it("gives every pipeline it holds", () => {
    expect([first?.declaration.name, second?.declaration.name]).toEqual(["ShopPipeline", "second"]);
    expect(first?.tags).toEqual([{ key: "team", value: "shop" }]);
  });

  it("lets a value that AWS could hold stand in for short tags and long functions", () => {
    const roleArn = "arn:aws:iam::000000000000:role/!GetAtt Role.Arn";
    expect(first?.declaration).toMatchObject({
      roleArn,
      artifactStores: { "eu-west-1": { location: "Ref-Bucket" }, "us-east-1": { location: "other-bucket" } },
    });
    expect(first?.declaration.stages[0]?.actions[0]?.configuration).toEqual({
      S3Bucket: "!Sub ${AWS::StackName}-source",
      S3ObjectKey: "a/b.zip",
    });
    expect(second?.declaration).toMatchObject({ roleArn, artifactStore: { location: "Ref-Bucket" } });
    expect(first?.notes.join(" ")).toMatch(/RestartExecutionOnUpdate is kept.*CloudFormation would compute/);
  });

  it("reads the same from JSON", () => {
    const properties = {
      Name: "shop",
      RoleArn: { Ref: "Role" },
      ArtifactStore: { Type: "S3", Location: "abc" },
      Stages: [],
    };
    const json = JSON.stringify({ Resources: { P: { Type: "AWS::CodePipeline::Pipeline", Properties: properties } } });
    expect(imported(json)[0]?.declaration).toMatchObject({
      name: "shop",
      roleArn: "arn:aws:iam::000000000000:role/!Ref Role",
    });
  });
});

describe("get-pipeline JSON", () => {
  it("is read with and without its wrapper, and without its metadata", () => {
    const wrapped = JSON.stringify({
      pipeline: pipeline(),
      metadata: { pipelineArn: "arn:aws:codepipeline:eu-west-1:1:shop" },
    });
    expect(imported(wrapped)[0]).toMatchObject({
      declaration: pipeline(),
      notes: [expect.stringContaining("metadata")],
    });
    expect(imported(JSON.stringify(pipeline()))[0]?.declaration).toEqual(pipeline());
    expect(
      imported(JSON.stringify([{ pipeline: pipeline(), tags: [{ key: "a", value: "b" }] }]))[0]?.tags,
    ).toHaveLength(1);
  });

  it("keeps members it does not know as they are", () => {
    const future = { ...pipeline(), futureMember: { Depth: 1, on: true, list: [null, "2"] } };
    expect(imported(JSON.stringify(future))[0]?.declaration).toEqual(future);
  });
});

it("follows anchors and merges maps in YAML", () => {
  const text = `name: shop
roleArn: r
stages:
  - name: Source
    actions:
      - &base
        name: A
        actionTypeId: &type { category: Source, owner: AWS, provider: S3, version: 1 }
        configuration: { S3Bucket: b }
      - <<: *base
        name: B
        actionTypeId: { <<: *type, provider: ECR }
`;
  expect(imported(text)[0]?.declaration.stages[0]?.actions[1]).toEqual({
    name: "B",
    actionTypeId: { category: "Source", owner: "AWS", provider: "ECR", version: "1" },
    configuration: { S3Bucket: "b" },
  });
});

describe("what cannot be read is told with its place", () => {
  it.each<[string, string, number, number, RegExp]>([
    ["an empty file", "  \n", 1, 1, /empty/],
    ["a binary file", "PK\u0003\u0004", 1, 3, /not a text file/],
    ["broken UTF-8", "name: \ufffd", 1, 7, /not a text file/],
    ["JSON without a comma", '{\n  "a": 1\n  "b": 2\n}', 3, 3, /comma or }/],
    ["JSON that ends early", '{"pipeline": {', 1, 15, /the text ends/],
    ["a JSON text without an end", '{"a": "b', 1, 7, /does not end/],
    ["a JSON member that is there twice", '{"a": 1,\n "a": 2}', 2, 2, /a is there twice/],
    ["a YAML member that is there twice", "a: 1\nb: 2\na: 3", 3, 1, /a is there twice/],
    ["tabs in YAML", "a:\n\tb: 1", 2, 1, /tab/],
    ["a YAML quote without an end", 'a: "b', 1, 6, /quote/],
    ["several YAML documents", "a: 1\n---\nb: 2", 2, 1, /several YAML documents/],
    ["an alias without an anchor", "a: *b", 1, 4, /no anchor/],
    ["a prototype", "stages: []\n__proto__: { polluted: 1 }", 2, 12, /__proto__/],
    ["a prototype in JSON", '{"stages": [], "__proto__": {}}', 1, 29, /__proto__/],
    ["no pipeline", "a: 1", 1, 1, /no pipeline here/],
    ["a template without pipelines", "Resources:\n  T:\n    Type: AWS::SNS::Topic", 1, 1, /no pipeline here/],
    ["a pipeline without a role", '{"pipeline": {"name": "a",\n "stages": []}}', 1, 14, /roleArn is missing/],
    [
      "a category that does not exist",
      resourcesList.replace("Category: Build", "Category: Compile"),
      26,
      41,
      /Use Source or Build/,
    ],
    ["a stage that is no object", "name: a\nroleArn: r\nstages:\n  - Source", 4, 5, /has to be an object, not a text/],
    [
      "a runOrder that is no number",
      resourcesList.replace("RunOrder: 1", "RunOrder: first"),
      14,
      25,
      /a number, not a text/,
    ],
  ])("%s", (_what, text, line, column, message) => {
    expect(issues(text)[0]).toMatchObject({ line, column, message: expect.stringMatching(message) });
  });
});

describe("hostile texts", () => {
  it("may merge more maps than a call takes arguments", () => {
    expect(issues(`pipeline:\n  <<: [${"{},".repeat(150_000)}]`)[0]?.message).toMatch(/no pipeline/i);
  });

  it("cannot grow through aliases", () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`,
    );
    expect(issues(`a0: &a0 [x,x,x]\n${levels.join("\n")}`)[0]?.message).toMatch(/aliases/);
    expect(issues("a: &a [*a]")[0]?.message).toMatch(/nests|alias/);
  });

  it("cannot nest without end", () => {
    expect(issues("[".repeat(200_000))[0]?.message).toMatch(/nests/);
    expect(issues(`${'{"a":'.repeat(5000)}1`)[0]?.message).toMatch(/nests/);
    expect(issues(`${"- ".repeat(5000)}a`)[0]?.message).toMatch(/nests/);
    expect(issues(`a: ${"{b: ".repeat(5000)}`)[0]?.message).toMatch(/nests/);
    const deeper = Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`);
    expect(issues(deeper.join("\n"))[0]).toMatchObject({ line: 101, message: expect.stringContaining("nests") });
  });

  it("cannot be larger than the limit", () => {
    expect(issues(`{"a": "${"x".repeat(10 * 1024 * 1024)}"}`)[0]?.message).toMatch(/10 MB is the most/);
    expect(issues(`a: "${"x".repeat(2 * 1024 * 1024)}"`)[0]?.message).toMatch(/2 MB is the most/);
  });

  it("cannot change what objects are made of", () => {
    const text = '{"name": "a", "roleArn": "r", "stages": [], "constructor": {"prototype": {"polluted": "yes"}}}';
    expect(imported(text)).toHaveLength(1);
    expect({}).not.toHaveProperty("polluted");
  });

  it("are read in time in proportion to their length", () => {
    const members = Array.from({ length: 200_000 }, (_, index) => `"k${index}": "v"`);
    const before = process.cpuUsage();
    expect(issues(`{${members.join(",\n")}}`)[0]?.message).toMatch(/no pipeline/);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
  });
});

it("takes a pipeline without a type as V2 when it has an action that only V2 has", () => {
  const { pipelineType: _, ...untyped } = pipeline([
    stage("Source", sourceAction()),
    stage("Test", {
      name: "Run",
      actionTypeId: { category: "Compute", owner: "AWS", provider: "Commands", version: "1" },
      inputArtifacts: [{ name: "SourceOutput" }],
      commands: ["npm test"],
    }),
  ]);
  expect(importPipelines(JSON.stringify(untyped))).toMatchObject({
    ok: true,
    pipelines: [{ declaration: { pipelineType: "V2" } }],
  });
});
