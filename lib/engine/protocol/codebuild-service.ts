import type { BatchRecord } from "../runners/codebuild/records/batch-record";
import type { BuildRecord } from "../runners/codebuild/records/build-record";
import type { BuildRecords } from "../runners/codebuild/records/build-records";
import { CODEBUILD_OPERATIONS, CODEBUILD_SHAPES } from "./codebuild-shapes";
import { reportArn, wireBatch, wireBuild, wireReport } from "./codebuild-wire";
import { idPage, type IdPageInput } from "./id-page";
import { modelledService, type JsonService } from "./json-service";

/** CodeBuild for the builds that the engine's own actions ran. Builds go by id or ARN, and come in the order asked for. */
export function codebuildService(records: BuildRecords): JsonService {
  // The casts hold because each input was checked against the shape of its operation.
  const handlers: Readonly<Record<string, (input: unknown) => Promise<unknown>>> = {
    BatchGetBuilds: (input) => batchGetBuilds(records, (input as { readonly ids: readonly string[] }).ids),
    BatchGetBuildBatches: (input) => batchGetBuildBatches(records, (input as { readonly ids: readonly string[] }).ids),
    ListBuildBatchesForProject: (input) => listBuildBatchesForProject(records, input as ListBuildBatchesInput),
    ListBuilds: (input) => listBuilds(records, input as IdPageInput),
    ListBuildsForProject: (input) => listBuildsForProject(records, input as IdPageInput & OfProject),
    BatchGetReports: (input) =>
      batchGetReports(records, (input as { readonly reportArns: readonly string[] }).reportArns),
  };
  return modelledService({
    targetPrefix: "CodeBuild_20161006",
    signingName: "codebuild",
    operations: CODEBUILD_OPERATIONS,
    shapes: CODEBUILD_SHAPES,
    invalidInput: "InvalidInputException",
    findHandler: (name) => handlers[name] ?? null,
  });
}

async function batchGetBuilds(records: BuildRecords, ids: readonly string[]) {
  const found = await Promise.all([...new Set(ids)].map(async (id) => ({ id, record: await findBuild(records, id) })));
  return {
    builds: found.flatMap(({ record }) => (record ? [wireBuild(record)] : [])),
    buildsNotFound: found.flatMap(({ id, record }) => (record ? [] : [id])),
  };
}

function findBuild(records: BuildRecords, id: string) {
  return records.find(id.replace(/^arn:[^:]*:codebuild:[^:]*:\d*:build\//, ""));
}

async function batchGetBuildBatches(records: BuildRecords, ids: readonly string[]) {
  const found = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const record = await records.batches.find(id.replace(/^arn:[^:]*:codebuild:[^:]*:\d*:build-batch\//, ""));
      return { id, batch: record && wireBatch(record, await buildsOf(records, record)) };
    }),
  );
  return {
    buildBatches: found.flatMap(({ batch }) => batch ?? []),
    buildBatchesNotFound: found.flatMap(({ id, batch }) => (batch ? [] : [id])),
  };
}

async function buildsOf(records: BuildRecords, { groups }: BatchRecord): Promise<ReadonlyMap<string, BuildRecord>> {
  const begun = groups.flatMap(({ buildId }) => buildId ?? []);
  const builds = await Promise.all(begun.map((buildId) => records.find(buildId)));
  return new Map(builds.flatMap((build) => (build ? [[build.id, build]] : [])));
}

interface OfProject {
  readonly projectName: string;
}

interface ListBuildBatchesInput extends IdPageInput, OfProject {
  readonly filter?: { readonly status?: string };
  readonly maxResults?: number;
}

async function listBuildBatchesForProject(records: BuildRecords, input: ListBuildBatchesInput) {
  const { projectName, filter, maxResults } = input;
  const batches = (await records.batches.listOf(projectName)).filter(
    ({ status }) => filter?.status === undefined || status === filter.status,
  );
  return idPage(batches, { ...input, ...(maxResults !== undefined && { limit: maxResults }) });
}

async function listBuilds({ builds }: BuildRecords, input: IdPageInput) {
  const found = [];
  for (const projectName of await builds.projects()) found.push(await builds.listOf(projectName));
  return idPage(found.flat(), input);
}

async function listBuildsForProject({ builds }: BuildRecords, input: IdPageInput & OfProject) {
  return idPage(await builds.listOf(input.projectName), input);
}

async function batchGetReports(records: BuildRecords, arns: readonly string[]) {
  const found = await Promise.all(
    [...new Set(arns)].map(async (arn) => {
      const record = await records.findByStream(arn.split(":").at(-1) ?? "");
      const report = record?.reports.find((candidate) => reportArn(record, candidate) === arn);
      return { arn, report: record && report ? wireReport(record, report) : null };
    }),
  );
  return {
    reports: found.flatMap(({ report }) => report ?? []),
    reportsNotFound: found.flatMap(({ arn, report }) => (report ? [] : [arn])),
  };
}
