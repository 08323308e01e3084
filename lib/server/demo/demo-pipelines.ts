import "server-only";
import type { ActionDeclaration, ExecutionMode, PipelineDeclaration } from "@/lib/pipeline/declaration";

/** How an action of a demo pipeline behaves. */
export interface DemoBehaviour {
  readonly medianMs: number;
  readonly spread: number;
  readonly failureRate: number;
  /** AWS's error code and a message for when it fails. */
  readonly failure: { readonly code: string; readonly message: string };
}

export interface DemoPipeline {
  /** Oldest first; each takes over on its day, counted from the first of the history. */
  readonly versions: readonly { readonly fromDay: number; readonly declaration: PipelineDeclaration }[];
  /** Pushes on an ordinary weekday. */
  readonly pushesPerDay: number;
  /** By `<stage>/<action>`. */
  readonly behaviours: Readonly<Record<string, DemoBehaviour>>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

interface DemoAction {
  readonly name: string;
  readonly provider:
    | "CodeStarSourceConnection"
    | "CodeCommit"
    | "CodeBuild"
    | "CodeBuildTest"
    | "Manual"
    | "ECS"
    | "CodeDeploy"
    | "S3";
  readonly runOrder?: number;
  readonly target: string;
  readonly input?: string;
  readonly output?: string;
  readonly medianMs: number;
  readonly spread?: number;
  readonly failureRate?: number;
  readonly failure?: string;
}

type DemoStages = readonly (readonly [stageName: string, actions: readonly DemoAction[]])[];

const SHOP_API: DemoStages = [
  ["Source", [source("Checkout", "acme/shop-api", 8 * SECOND)]],
  [
    "Build",
    [
      build("Compile", "shop-api-build", 3 * MINUTE, {
        output: "BuildOutput",
        failureRate: 0.02,
        failure: "Error while executing command: npm run build. Reason: exit status 2",
      }),
      test("UnitTests", "shop-api-unit", 160 * SECOND, {
        failureRate: 0.03,
        failure: "Error while executing command: npm test. Reason: exit status 1",
      }),
      test("IntegTest", "shop-api-integ", 4 * MINUTE, {
        runOrder: 2,
        spread: 0.35,
        failureRate: 0.05,
        failure: "Error while executing command: npm run test:integration. Reason: exit status 1",
      }),
    ],
  ],
  ["Staging", [ecs("DeployApi", "staging", 170 * SECOND)]],
  [
    "Production",
    [
      approval("Approve", 24 * MINUTE),
      ecs("DeployApi", "production", 6 * MINUTE, {
        runOrder: 2,
        failureRate: 0.01,
        failure: "The ECS service did not reach a steady state in time.",
      }),
    ],
  ],
];

const SHOP_WEB: DemoStages = [
  ["Source", [source("Checkout", "acme/shop-web", 6 * SECOND)]],
  [
    "Build",
    [
      build("Bundle", "shop-web-build", 150 * SECOND, { output: "BuildOutput", failureRate: 0.025 }),
      test("Browser", "shop-web-e2e", 5 * MINUTE, {
        spread: 0.45,
        failureRate: 0.06,
        failure: "Error while executing command: npm run e2e. Reason: exit status 1",
      }),
    ],
  ],
  ["Deploy", [s3("Upload", "acme-shop-web", 40 * SECOND)]],
];

const IDENTITY: DemoStages = [
  ["Source", [source("Checkout", "acme/identity", 7 * SECOND)]],
  ["Build", [build("Build", "identity-build", 4 * MINUTE, { output: "BuildOutput", failureRate: 0.01 })]],
  ["Staging", [codeDeploy("Fleet", "identity/staging", 3 * MINUTE)]],
  [
    "Production",
    [approval("SignOff", 90 * MINUTE), codeDeploy("Fleet", "identity/production", 5 * MINUTE, { runOrder: 2 })],
  ],
];

const DATA_LAKE: DemoStages = [
  ["Source", [{ ...source("Checkout", "data-lake-etl", 9 * SECOND), provider: "CodeCommit" }]],
  [
    "Build",
    [
      build("Package", "data-lake-package", 11 * MINUTE, {
        output: "BuildOutput",
        spread: 0.4,
        failureRate: 0.09,
        failure: "Error while executing command: python -m pytest. Reason: exit status 1",
      }),
    ],
  ],
  ["Deploy", [s3("Upload", "acme-data-lake-jobs", 55 * SECOND)]],
];

const MOBILE: DemoStages = [
  ["Source", [source("Checkout", "acme/mobile", 12 * SECOND)]],
  [
    "Build",
    [
      build("Assemble", "mobile-assemble", 17 * MINUTE, { output: "BuildOutput", spread: 0.25, failureRate: 0.04 }),
      test("Lint", "mobile-lint", 95 * SECOND, { failureRate: 0.02 }),
    ],
  ],
  [
    "Release",
    [approval("SignOff", 4 * 60 * MINUTE), s3("Publish", "acme-mobile-releases", 70 * SECOND, { runOrder: 2 })],
  ],
];

/** On day 62 of 90 the tests stop running side by side: a regression to find in the charts. */
const SHOP_API_SLOWER: DemoStages = SHOP_API.map(([stageName, actions]) => [stageName, actions.map(runTestsInTurn)]);

function runTestsInTurn(action: DemoAction): DemoAction {
  if (action.name === "UnitTests") return { ...action, runOrder: 2 };
  return action.name === "IntegTest" ? { ...action, runOrder: 3 } : action;
}

/** Five pipelines of an invented company. Their history is computed, never measured, and labelled as demo data. */
export function listDemoPipelines(): readonly DemoPipeline[] {
  return [
    demoPipeline("shop-api", {
      pushesPerDay: 6,
      mode: "SUPERSEDED",
      versions: [
        [0, SHOP_API],
        [62, SHOP_API_SLOWER],
      ],
    }),
    demoPipeline("shop-web", { pushesPerDay: 8, mode: "SUPERSEDED", versions: [[0, SHOP_WEB]] }),
    demoPipeline("identity", { pushesPerDay: 2, mode: "QUEUED", versions: [[0, IDENTITY]] }),
    demoPipeline("data-lake-etl", {
      pushesPerDay: 1.5,
      mode: "SUPERSEDED",
      pipelineType: "V1",
      versions: [[0, DATA_LAKE]],
    }),
    demoPipeline("mobile-app", { pushesPerDay: 1.2, mode: "QUEUED", versions: [[0, MOBILE]] }),
  ];
}

interface DemoPipelineOptions {
  readonly pushesPerDay: number;
  readonly mode: ExecutionMode;
  readonly pipelineType?: "V1" | "V2";
  readonly versions: readonly (readonly [fromDay: number, stages: DemoStages])[];
}

function demoPipeline(
  name: string,
  { pushesPerDay, mode, pipelineType = "V2", versions }: DemoPipelineOptions,
): DemoPipeline {
  const actions = versions.flatMap(([, stages]) =>
    stages.flatMap(([stageName, list]) => list.map((action) => [`${stageName}/${action.name}`, action] as const)),
  );
  return {
    pushesPerDay,
    versions: versions.map(([fromDay, stages]) => ({
      fromDay,
      declaration: {
        name,
        pipelineType,
        executionMode: mode,
        roleArn: "arn:aws:iam::000000000000:role/demo",
        artifactStore: { type: "S3", location: "demo-artifacts" },
        stages: stages.map(([stageName, list]) => ({ name: stageName, actions: list.map(declareAction) })),
      },
    })),
    behaviours: Object.fromEntries(actions.map(([key, action]) => [key, behaviourOf(action)])),
  };
}

function behaviourOf({ medianMs, spread = 0.16, failureRate = 0, failure, target }: DemoAction): DemoBehaviour {
  return {
    medianMs,
    spread,
    failureRate,
    failure: { code: "JobFailed", message: failure ?? `${target} failed. Its log is not part of the demo data.` },
  };
}

function declareAction(action: DemoAction): ActionDeclaration {
  const { category, provider, configuration } = TYPES[action.provider](action.target);
  return {
    name: action.name,
    actionTypeId: { category, owner: "AWS", provider, version: "1" },
    runOrder: action.runOrder ?? 1,
    configuration,
    ...(action.input && { inputArtifacts: [{ name: action.input }] }),
    ...(action.output && { outputArtifacts: [{ name: action.output }] }),
  };
}

type TypeOfAction = Pick<ActionDeclaration["actionTypeId"], "category" | "provider"> & {
  readonly configuration: Record<string, string>;
};

const TYPES = {
  CodeStarSourceConnection: (repository) => ({
    category: "Source",
    provider: "CodeStarSourceConnection",
    configuration: {
      ConnectionArn: "arn:aws:codestar-connections:eu-west-1:000000000000:connection/demo",
      FullRepositoryId: repository,
      BranchName: "main",
    },
  }),
  CodeCommit: (repository) => ({
    category: "Source",
    provider: "CodeCommit",
    configuration: { RepositoryName: repository, BranchName: "main" },
  }),
  CodeBuild: (project) => ({ category: "Build", provider: "CodeBuild", configuration: { ProjectName: project } }),
  CodeBuildTest: (project) => ({ category: "Test", provider: "CodeBuild", configuration: { ProjectName: project } }),
  Manual: (note) => ({ category: "Approval", provider: "Manual", configuration: { CustomData: note } }),
  ECS: (cluster) => ({
    category: "Deploy",
    provider: "ECS",
    configuration: { ClusterName: cluster, ServiceName: "api" },
  }),
  CodeDeploy: (name) => {
    const [application = "", group = ""] = name.split("/");
    return {
      category: "Deploy",
      provider: "CodeDeploy",
      configuration: { ApplicationName: application, DeploymentGroupName: group },
    };
  },
  S3: (bucket) => ({ category: "Deploy", provider: "S3", configuration: { BucketName: bucket, Extract: "true" } }),
} as const satisfies Record<DemoAction["provider"], (target: string) => TypeOfAction>;

type Rest = Partial<Pick<DemoAction, "runOrder" | "spread" | "failureRate" | "failure" | "output">>;

function source(name: string, repository: string, medianMs: number): DemoAction {
  return { name, provider: "CodeStarSourceConnection", target: repository, output: "SourceOutput", medianMs };
}

function build(name: string, project: string, medianMs: number, rest: Rest = {}): DemoAction {
  return { name, provider: "CodeBuild", target: project, input: "SourceOutput", medianMs, ...rest };
}

function test(name: string, project: string, medianMs: number, rest: Rest = {}): DemoAction {
  return { name, provider: "CodeBuildTest", target: project, input: "SourceOutput", medianMs, ...rest };
}

function approval(name: string, medianMs: number): DemoAction {
  return {
    name,
    provider: "Manual",
    target: "Check staging before you approve.",
    medianMs,
    spread: 0.9,
    failureRate: 0.03,
    failure: "Rejected by a reviewer.",
  };
}

function ecs(name: string, cluster: string, medianMs: number, rest: Rest = {}): DemoAction {
  return { name, provider: "ECS", target: cluster, input: "BuildOutput", medianMs, ...rest };
}

function codeDeploy(name: string, group: string, medianMs: number, rest: Rest = {}): DemoAction {
  return { name, provider: "CodeDeploy", target: group, input: "BuildOutput", medianMs, ...rest };
}

function s3(name: string, bucket: string, medianMs: number, rest: Rest = {}): DemoAction {
  return { name, provider: "S3", target: bucket, input: "BuildOutput", medianMs, ...rest };
}
