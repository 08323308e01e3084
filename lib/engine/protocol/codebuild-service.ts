import type { BuildRecords } from "../runners/codebuild/records/build-records";
import { CODEBUILD_OPERATIONS, CODEBUILD_SHAPES } from "./codebuild-shapes";
import { reportArn, wireBuild, wireReport } from "./codebuild-wire";
import { modelledService, type JsonService } from "./json-service";

/** CodeBuild for the builds that the engine's own actions ran. Builds go by id or ARN, and come in the order asked for. */
export function codebuildService(records: BuildRecords): JsonService {
  // The casts hold because each input was checked against the shape of its operation.
  const handlers: Readonly<Record<string, (input: unknown) => Promise<unknown>>> = {
    BatchGetBuilds: (input) => batchGetBuilds(records, (input as { readonly ids: readonly string[] }).ids),
    BatchGetReports: (input) =>
      batchGetReports(records, (input as { readonly reportArns: readonly string[] }).reportArns),
  };
  return modelledService({
    targetPrefix: "CodeBuild_20161006",
    signingName: "codebuild",
    operations: CODEBUILD_OPERATIONS,
    shapes: CODEBUILD_SHAPES,
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
