import {
  awsAction,
  codeBuild,
  codeCommitSource,
  NEEDS_CODECOMMIT,
  NEEDS_PROJECT,
  pipelineOf,
  stageOf,
  type PipelineTemplate,
} from "./template";

export const lambdaFunction: PipelineTemplate = {
  id: "lambda-function",
  name: "Lambda function",
  description: "Tests a function, publishes a version of it, and moves an alias to that version.",
  needs: [NEEDS_CODECOMMIT, NEEDS_PROJECT, "A Lambda function with an alias live that points at one version"],
  build: (basics) =>
    pipelineOf(basics, [
      stageOf("Source", codeCommitSource(basics.name)),
      { ...stageOf("Build", { ...codeBuild(basics.name), name: "TestAndPackage" }), onFailure: RETRY_ONCE },
      stageOf("Deploy", {
        name: "Publish",
        actionTypeId: awsAction("Deploy", "Lambda"),
        configuration: { FunctionName: functionName(basics.name), FunctionAlias: "live", DeployStrategy: "AllAtOnce" },
        inputArtifacts: [{ name: "BuildOutput" }],
        namespace: "function",
      }),
    ]),
  starter: (name) => ({ repository: name, files: FILES, functions: { [functionName(name)]: "index.handler" } }),
};

/** Lambda takes neither dots nor @ in a name, and 64 characters at most. */
function functionName(pipelineName: string): string {
  return pipelineName.replaceAll(/[^A-Za-z0-9_-]+/g, "-").slice(0, 64);
}

const RETRY_ONCE = { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } } as const;

const FILES = {
  "README.md":
    "# A Lambda function\n\nindex.mjs is the function, index.test.mjs its test; the build runs the test first.\n",
  "index.mjs": `export async function handler(event) {
  return { statusCode: 200, body: \`Hello, \${event?.name ?? "world"}\` };
}
`,
  "index.test.mjs": `import assert from "node:assert/strict";
import test from "node:test";
import { handler } from "./index.mjs";

test("greets by name", async () => {
  assert.deepEqual(await handler({ name: "Ada" }), { statusCode: 200, body: "Hello, Ada" });
});
`,
  "buildspec.yml": `version: 0.2
phases:
  build:
    commands:
      - node --test
artifacts:
  files:
    - index.mjs
`,
} as const;
