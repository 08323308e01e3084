import { expect, test } from "vitest";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { readStartLink, revisionsOf, startInputOf, startLinkQuery } from "./start-form";

const COMMIT = "c41e9d2aa03b5f1e2d3c4b5a69788796a5b4c3d2";

const declaration: PipelineDeclaration = {
  name: "shop",
  pipelineType: "V2",
  roleArn: "arn:aws:iam::123456789012:role/pipeline",
  variables: [{ name: "Region", defaultValue: "eu" }, { name: "Ticket" }],
  stages: [
    {
      name: "Source",
      actions: [source("Code", "CodeCommit"), source("Files", "S3", { AllowOverrideForS3ObjectKey: "true" })],
    },
  ],
};

const form = {
  variables: { Ticket: "A&B=1", Region: "" },
  revisions: {
    "COMMIT_ID:Code": COMMIT,
    "S3_OBJECT_VERSION_ID:Files": "v:1",
    "S3_OBJECT_KEY:Files": "in/ä.zip",
  },
};

test("sends what is filled in, and leaves the rest to the pipeline", () => {
  expect(startInputOf(form, declaration)).toEqual({
    variables: [{ name: "Ticket", value: "A&B=1" }],
    sourceRevisions: [
      { actionName: "Code", revisionType: "COMMIT_ID", revisionValue: COMMIT },
      { actionName: "Files", revisionType: "S3_OBJECT_VERSION_ID", revisionValue: "v:1" },
      { actionName: "Files", revisionType: "S3_OBJECT_KEY", revisionValue: "in/ä.zip" },
    ],
  });
});

test("a link fills the form in as it was", () => {
  const link = readStartLink(new URLSearchParams(startLinkQuery(form, declaration)), declaration);
  expect(link).toEqual({ form: { variables: { Ticket: "A&B=1" }, revisions: form.revisions }, ignored: [] });
});

test("a link written by hand may leave out the type, and says what the pipeline does not have", () => {
  const query = new URLSearchParams(
    `start=1&rev.Code=${COMMIT}&var.Gone=x&rev.Code2=1&rev.Code=IMAGE_DIGEST:1&tab=log`,
  );
  const { form: read, ignored } = readStartLink(query, declaration);
  expect(read).toEqual({ variables: {}, revisions: { "COMMIT_ID:Code": COMMIT } });
  expect(ignored).toEqual(["Gone", "Code2", "Code"]);
});

test.each([
  ["a line that a field would join", "eu%0Aevil"],
  ["a text that is shown from right to left", "eu%E2%80%AEevil"],
  ["a sign without a width", "eu%E2%80%8Bevil"],
])("a link cannot fill in %s, and says what it left out", (_what, value) => {
  const query = new URLSearchParams(`var.Region=${value}&var.Ticket=fine&rev.Code=${value}`);
  expect(readStartLink(query, declaration)).toEqual({
    form: { variables: { Ticket: "fine" }, revisions: {} },
    ignored: ["Region", "Code"],
  });
});

test("a link is text and nothing else: markup and names of objects' own members are kept apart", () => {
  const query = new URLSearchParams(
    "var.Ticket=<img src=x onerror=alert(1)>&var.__proto__=1&rev.constructor=1&var.<b>=2",
  );
  const { form: read, ignored } = readStartLink(query, declaration);
  expect(read.variables).toEqual({ Ticket: "<img src=x onerror=alert(1)>" });
  expect(ignored).toEqual(["__proto__", "constructor", "<b>"]);
});

test("a pipeline of type V1 takes nothing, so a link fills in nothing and nothing hidden is sent", () => {
  const old = { ...declaration, pipelineType: "V1" as const };
  const query = new URLSearchParams(`var.Ticket=1&rev.Code=${COMMIT}`);
  expect(readStartLink(query, old)).toEqual({ form: { variables: {}, revisions: {} }, ignored: ["Ticket", "Code"] });
  expect(startInputOf(form, old).sourceRevisions).toEqual([]);
});

test("starts again on the revisions an execution carried", () => {
  const carried = { actionName: "Code", revisionId: COMMIT, revisionSummary: null, revisionUrl: null };
  expect(revisionsOf([carried], declaration)).toEqual({ "COMMIT_ID:Code": COMMIT });
});

function source(name: string, provider: string, configuration: Record<string, string> = {}) {
  return { name, configuration, actionTypeId: { category: "Source", owner: "AWS", provider, version: "1" } } as const;
}
