import { expect, test } from "vitest";
import type { PipelineDeclaration } from "./declaration";
import { findStartProblems } from "./start-problems";

const COMMIT = "c41e9d2aa03b5f1e2d3c4b5a69788796a5b4c3d2";

const declaration: PipelineDeclaration = {
  name: "shop",
  roleArn: "arn:aws:iam::123456789012:role/pipeline",
  pipelineType: "V2",
  variables: [{ name: "Region", defaultValue: "eu" }, { name: "Ticket" }],
  stages: [
    {
      name: "Source",
      actions: [
        source("Code", "CodeCommit"),
        source("Image", "ECR"),
        source("Files", "S3"),
        source("Keyed", "S3", { AllowOverrideForS3ObjectKey: "true" }),
      ],
    },
  ],
};

const ticket = { name: "Ticket", value: "A-1" };

test("asks for what has no default, and takes what fits", () => {
  const found = findStartProblems(declaration, { variables: [], sourceRevisions: [] });
  expect(found).toMatchObject([{ subject: "variable", name: "Ticket" }]);
  const sourceRevisions = [
    { actionName: "Code", revisionType: "COMMIT_ID", revisionValue: COMMIT },
    { actionName: "Image", revisionType: "IMAGE_DIGEST", revisionValue: `sha256:${"a".repeat(64)}` },
    { actionName: "Keyed", revisionType: "S3_OBJECT_KEY", revisionValue: "in/shop 2.zip" },
  ] as const;
  expect(findStartProblems(declaration, { variables: [ticket], sourceRevisions })).toEqual([]);
});

test.each([
  [{ name: "Nothing", value: "x" }, /no variable Nothing/],
  [{ name: "Region", value: "x".repeat(1001) }, /1000/],
  [{ name: "Region", value: "eu\nevil" }, /one line/],
])("refuses a variable the pipeline does not take (%#)", (variable, message) => {
  const [problem] = findStartProblems(declaration, { variables: [ticket, variable], sourceRevisions: [] });
  expect(problem?.message).toMatch(message);
});

test.each([
  ["Code", "COMMIT_ID", "main", /40 hexadecimal/],
  ["Code", "IMAGE_DIGEST", "sha256:1", /does not apply/],
  ["Image", "IMAGE_DIGEST", "latest", /sha256:/],
  ["Files", "S3_OBJECT_KEY", "other.zip", /does not apply/],
  ["Files", "S3_OBJECT_VERSION_ID", "two words", /no spaces/],
  ["Gone", "COMMIT_ID", COMMIT, /no source action Gone/],
] as const)("refuses the revision of %s as %s %s", (actionName, revisionType, revisionValue, message) => {
  const sourceRevisions = [{ actionName, revisionType, revisionValue }];
  const [problem] = findStartProblems(declaration, { variables: [ticket], sourceRevisions });
  expect(problem?.message).toMatch(message);
});

test("takes a source of one's own for no bucket and no registry, whatever it is named", () => {
  const own = {
    ...source("Own", "S3"),
    actionTypeId: { ...source("Own", "S3").actionTypeId, owner: "Custom" },
  } as const;
  const stages = [{ name: "Source", actions: [own] }];
  const sourceRevisions = [{ actionName: "Own", revisionType: "S3_OBJECT_VERSION_ID", revisionValue: "v1" }] as const;
  const [problem] = findStartProblems({ ...declaration, stages }, { variables: [ticket], sourceRevisions });
  expect(problem?.subject).toBe("revision");
});

test("refuses both for a pipeline of type V1", () => {
  const given = { variables: [ticket], sourceRevisions: [] };
  expect(findStartProblems({ ...declaration, pipelineType: "V1" }, given)[0]?.message).toMatch(/type V2/);
});

function source(name: string, provider: string, configuration: Record<string, string> = {}) {
  return { name, configuration, actionTypeId: { category: "Source", owner: "AWS", provider, version: "1" } } as const;
}
