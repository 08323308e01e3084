import type { ActionDeclaration } from "../declaration";
import { awsAction, connectionSource, NEEDS_CONNECTION, pipelineOf, stageOf, type PipelineTemplate } from "./template";

export const pullRequestChecks: PipelineTemplate = {
  id: "pull-request-checks",
  name: "Pull-request checks",
  description: "Lints, tests and builds every pull request against main, side by side and each on its own.",
  needs: [NEEDS_CONNECTION],
  build: (basics) =>
    pipelineOf(
      basics,
      [
        stageOf("Source", connectionSource(repositoryOf(basics.name))),
        stageOf("Checks", [check("Lint", "sh lint.sh"), check("Test", "sh test.sh"), check("Build", "sh build.sh")]),
      ],
      {
        executionMode: "PARALLEL",
        triggers: [
          {
            providerType: "CodeStarSourceConnection",
            gitConfiguration: {
              sourceActionName: "Checkout",
              pullRequest: [{ events: ["OPEN", "UPDATED"], branches: { includes: ["main"] } }],
            },
          },
        ],
      },
    ),
  starter: (name) => ({ repository: repositoryOf(name), files: FILES }),
};

function check(name: string, command: string): ActionDeclaration {
  return {
    name,
    actionTypeId: awsAction("Compute", "Commands"),
    commands: [command],
    inputArtifacts: [{ name: "SourceOutput" }],
  };
}

function repositoryOf(name: string): string {
  return `acme/${name}`;
}

const FILES = {
  "README.md": "# Checks\n\nEach script is one check; a check fails when its script does.\n",
  "greet.sh": 'echo "Hello, $1"\n',
  "lint.sh": 'for script in *.sh; do sh -n "$script"; done\n',
  "test.sh": 'test "$(sh greet.sh Ada)" = "Hello, Ada"\n',
  "build.sh": "mkdir -p out\ncp greet.sh out/\n",
} as const;
