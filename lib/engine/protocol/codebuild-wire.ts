import { epochSeconds } from "../operations/epoch-seconds";
import type { BatchRecord } from "../runners/codebuild/records/batch-record";
import type { BuildRecord } from "../runners/codebuild/records/build-record";
import type { Report } from "../runners/codebuild/reports/report";

const SECOND_MS = 1_000;
const NANOSECONDS_PER_MS = 1_000_000;
/** What CodeBuild lets builds wait at most where a project does not say; here none waits. */
const QUEUED_TIMEOUT_MINUTES = 480;

/** A build as BatchGetBuilds tells it. Every build of this engine reads from and writes to a pipeline. */
export function wireBuild(record: BuildRecord) {
  const { groupName, streamName } = record.logs;
  const [artifact, ...others] = record.artifacts;
  const isComplete = record.status !== "IN_PROGRESS";
  return {
    id: record.id,
    arn: record.arn,
    buildNumber: record.buildNumber,
    startTime: epochSeconds(record.startedAt),
    ...(record.endedAt !== undefined && { endTime: epochSeconds(record.endedAt) }),
    currentPhase: record.currentPhase,
    buildStatus: record.status,
    sourceVersion: record.sourceVersion,
    resolvedSourceVersion: record.resolvedSourceVersion,
    projectName: record.projectName,
    phases: record.phases.map(wirePhase),
    source: { type: "CODEPIPELINE", buildspec: record.buildspec },
    ...(others.length === 0
      ? { artifacts: artifact && { location: artifact.location } }
      : { secondaryArtifacts: record.artifacts.map(wireArtifact) }),
    cache: record.hasCache ? { type: "LOCAL", modes: ["LOCAL_CUSTOM_CACHE"] } : { type: "NO_CACHE" },
    environment: {
      type: "LINUX_CONTAINER",
      image: record.environment.image,
      computeType: "BUILD_GENERAL1_SMALL",
      privilegedMode: false,
      imagePullCredentialsType: "CODEBUILD",
      environmentVariables: record.environment.variables,
    },
    logs: {
      groupName,
      streamName,
      cloudWatchLogsArn: `${arnOf(record, "logs")}:log-group:${groupName}:log-stream:${streamName}`,
      cloudWatchLogs: { status: "ENABLED" },
    },
    timeoutInMinutes: record.timeoutInMinutes,
    queuedTimeoutInMinutes: QUEUED_TIMEOUT_MINUTES,
    buildComplete: isComplete,
    initiator: record.initiator,
    encryptionKey: record.encryptionKey,
    exportedEnvironmentVariables: record.exportedVariables,
    reportArns: record.reports.map((report) => reportArn(record, report)),
    buildBatchArn: record.batch?.arn,
  };
}

/** A batch as BatchGetBuildBatches tells it. @param builds of those that have begun, by id */
export function wireBatch(record: BatchRecord, builds: ReadonlyMap<string, BuildRecord>) {
  return {
    id: record.id,
    arn: record.arn,
    startTime: epochSeconds(record.startedAt),
    ...(record.endedAt !== undefined && { endTime: epochSeconds(record.endedAt) }),
    currentPhase: record.currentPhase,
    buildBatchStatus: record.status,
    sourceVersion: record.sourceVersion,
    resolvedSourceVersion: record.resolvedSourceVersion,
    projectName: record.projectName,
    phases: record.phases.map(wirePhase),
    source: { type: "CODEPIPELINE", buildspec: record.buildspec },
    complete: record.status !== "IN_PROGRESS",
    initiator: record.initiator,
    encryptionKey: record.encryptionKey,
    buildGroups: record.groups.map(({ identifier, dependsOn, ignoresFailure, buildId }) => {
      const build = buildId === undefined ? undefined : builds.get(buildId);
      return {
        identifier,
        dependsOn,
        ignoreFailure: ignoresFailure,
        ...(build && {
          currentBuildSummary: {
            arn: build.arn,
            requestedOn: epochSeconds(build.startedAt),
            buildStatus: build.status,
          },
        }),
      };
    }),
  };
}

function wirePhase({
  type,
  status,
  startedAt,
  endedAt,
  contexts,
}: BuildRecord["phases"][number] | BatchRecord["phases"][number]) {
  return {
    phaseType: type,
    // A phase that is under way has no status yet.
    ...(status !== "IN_PROGRESS" && { phaseStatus: status }),
    startTime: epochSeconds(startedAt),
    ...(endedAt !== undefined && {
      endTime: epochSeconds(endedAt),
      durationInSeconds: Math.round((endedAt - startedAt) / SECOND_MS),
    }),
    ...(contexts.length > 0 && { contexts }),
  };
}

function wireArtifact({ identifier, location }: BuildRecord["artifacts"][number]) {
  return { artifactIdentifier: identifier, location };
}

/** A report of a build goes by its group and the uuid of the build. */
export function reportArn(record: BuildRecord, { groupName }: Report): string {
  return `${arnOf(record, "codebuild")}:report/${groupName}:${record.logs.streamName}`;
}

/** A report as BatchGetReports tells it. */
export function wireReport(record: BuildRecord, report: Report) {
  const { groupName, status, createdAt, tests, coverage } = report;
  return {
    arn: reportArn(record, report),
    type: tests ? "TEST" : "CODE_COVERAGE",
    name: groupName,
    reportGroupArn: `${arnOf(record, "codebuild")}:report-group/${groupName}`,
    executionId: record.arn,
    status,
    created: epochSeconds(createdAt),
    exportConfig: { exportConfigType: "NO_EXPORT" },
    truncated: false,
    ...(tests && {
      testSummary: {
        total: tests.total,
        statusCounts: tests.statusCounts,
        durationInNanoSeconds: tests.durationMs * NANOSECONDS_PER_MS,
      },
    }),
    ...(coverage && {
      codeCoverageSummary: {
        ...coverage,
        lineCoveragePercentage: percentage(coverage.linesCovered, coverage.linesMissed),
        branchCoveragePercentage: percentage(coverage.branchesCovered, coverage.branchesMissed),
      },
    }),
  };
}

function percentage(covered: number, missed: number): number {
  const total = covered + missed;
  return total === 0 ? 0 : Math.round((10_000 * covered) / total) / 100;
}

/** The account and Region of a build, as the beginning of an ARN of a service. */
function arnOf({ arn }: BuildRecord, service: string): string {
  const [, , , region, accountId] = arn.split(":");
  return `arn:aws:${service}:${region}:${accountId}`;
}
