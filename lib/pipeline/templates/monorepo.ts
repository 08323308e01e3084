import {
  awsAction,
  codeDeploy,
  connectionSource,
  NEEDS_CONNECTION,
  pipelineOf,
  stageOf,
  type PipelineTemplate,
} from "./template";

export const monorepo: PipelineTemplate = {
  id: "monorepo",
  name: "Monorepo with path triggers",
  description: "Starts only when files of one service change on main, and builds that service alone.",
  needs: [NEEDS_CONNECTION, "A CodeDeploy application with a deployment group production"],
  build: (basics) =>
    pipelineOf(
      basics,
      [
        stageOf("Source", connectionSource(repositoryOf(basics.name))),
        stageOf("Build", {
          name: "BuildApi",
          actionTypeId: awsAction("Compute", "Commands"),
          commands: ["cd services/api", "sh test.sh", "mkdir -p ../../out", "cp -R app.sh ../../out/"],
          inputArtifacts: [{ name: "SourceOutput" }],
          outputArtifacts: [{ name: "BuildOutput", files: ["out/**/*", "appspec.yml"] }],
          namespace: "build",
        }),
        stageOf("Deploy", codeDeploy(basics.name, "production")),
      ],
      {
        triggers: [
          {
            providerType: "CodeStarSourceConnection",
            gitConfiguration: {
              sourceActionName: "Checkout",
              push: [
                {
                  branches: { includes: ["main"] },
                  filePaths: { includes: ["services/api/**", "libs/**"], excludes: ["**/*.md"] },
                },
              ],
            },
          },
        ],
      },
    ),
  starter: (name) => ({
    repository: repositoryOf(name),
    files: FILES,
    deploymentGroups: { [`${name}/production`]: ["production-1"] },
  }),
};

function repositoryOf(name: string): string {
  return `acme/${name}`;
}

const FILES = {
  "README.md": "# Two services in one repository\n\nOnly changes below services/api or libs start the pipeline.\n",
  "libs/greeting.txt": "Hello\n",
  "services/api/app.sh": "echo api\n",
  "services/api/test.sh": 'test "$(sh app.sh)" = api\n',
  "services/web/app.sh": "echo web\n",
  "appspec.yml": `version: 0.0
os: linux
files:
  - source: out
    destination: /srv/api
`,
} as const;
