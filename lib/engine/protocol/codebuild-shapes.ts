import type { OperationShapes, ShapeTable } from "./shape";

/**
 * The part of the CodeBuild model that the engine answers, in its own words of the public API reference.
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html
 */
export const CODEBUILD_OPERATIONS = {
  BatchGetBuilds: { input: "BatchGetBuildsInput", output: "BatchGetBuildsOutput" },
  BatchGetReports: { input: "BatchGetReportsInput", output: "BatchGetReportsOutput" },
} as const satisfies Record<string, OperationShapes>;

export const CODEBUILD_SHAPES: ShapeTable = {
  BatchGetBuildsInput: structure({ ids: "Ids" }, ["ids"]),
  BatchGetBuildsOutput: structure({ builds: "Builds", buildsNotFound: "Ids" }),
  BatchGetReportsInput: structure({ reportArns: "Ids" }, ["reportArns"]),
  BatchGetReportsOutput: structure({ reports: "Reports", reportsNotFound: "Ids" }),
  Ids: { type: "list", member: "NonEmptyString", min: 1, max: 100 },
  Builds: { type: "list", member: "Build" },
  Build: structure({
    id: "String",
    arn: "String",
    buildNumber: "Number",
    startTime: "Number",
    endTime: "Number",
    currentPhase: "String",
    buildStatus: "String",
    sourceVersion: "String",
    resolvedSourceVersion: "String",
    projectName: "String",
    phases: "BuildPhases",
    source: "ProjectSource",
    artifacts: "BuildArtifacts",
    secondaryArtifacts: "BuildArtifactsList",
    cache: "ProjectCache",
    environment: "ProjectEnvironment",
    logs: "LogsLocation",
    timeoutInMinutes: "Number",
    queuedTimeoutInMinutes: "Number",
    buildComplete: "Boolean",
    initiator: "String",
    encryptionKey: "String",
    exportedEnvironmentVariables: "EnvironmentVariables",
    reportArns: "Strings",
    buildBatchArn: "String",
  }),
  BuildPhases: { type: "list", member: "BuildPhase" },
  BuildPhase: structure({
    phaseType: "String",
    phaseStatus: "String",
    startTime: "Number",
    endTime: "Number",
    durationInSeconds: "Number",
    contexts: "PhaseContexts",
  }),
  PhaseContexts: { type: "list", member: "PhaseContext" },
  PhaseContext: structure({ statusCode: "String", message: "String" }),
  ProjectSource: structure({ type: "String", buildspec: "String" }),
  BuildArtifactsList: { type: "list", member: "BuildArtifacts" },
  BuildArtifacts: structure({ location: "String", artifactIdentifier: "String" }),
  ProjectCache: structure({ type: "String", modes: "Strings" }),
  ProjectEnvironment: structure({
    type: "String",
    image: "String",
    computeType: "String",
    privilegedMode: "Boolean",
    imagePullCredentialsType: "String",
    environmentVariables: "EnvironmentVariables",
  }),
  EnvironmentVariables: { type: "list", member: "EnvironmentVariable" },
  EnvironmentVariable: structure({ name: "String", value: "String", type: "String" }),
  LogsLocation: structure({
    groupName: "String",
    streamName: "String",
    cloudWatchLogsArn: "String",
    cloudWatchLogs: "CloudWatchLogsConfig",
  }),
  CloudWatchLogsConfig: structure({ status: "String" }),
  Reports: { type: "list", member: "Report" },
  Report: structure({
    arn: "String",
    type: "String",
    name: "String",
    reportGroupArn: "String",
    executionId: "String",
    status: "String",
    created: "Number",
    exportConfig: "ReportExportConfig",
    truncated: "Boolean",
    testSummary: "TestReportSummary",
    codeCoverageSummary: "CodeCoverageReportSummary",
  }),
  ReportExportConfig: structure({ exportConfigType: "String" }),
  TestReportSummary: structure({ total: "Number", statusCounts: "StatusCounts", durationInNanoSeconds: "Number" }),
  StatusCounts: { type: "map", key: "String", value: "Number" },
  CodeCoverageReportSummary: structure({
    lineCoveragePercentage: "Number",
    linesCovered: "Number",
    linesMissed: "Number",
    branchCoveragePercentage: "Number",
    branchesCovered: "Number",
    branchesMissed: "Number",
  }),
  Strings: { type: "list", member: "String" },
  NonEmptyString: { type: "string", min: 1 },
  String: { type: "string" },
  // Only answers hold numbers, and those are not checked: counts, percentages and epoch seconds alike.
  Number: { type: "integer" },
  Boolean: { type: "boolean" },
};

function structure(members: Readonly<Record<string, string>>, required: readonly string[] = []) {
  return { type: "structure" as const, members, required };
}
