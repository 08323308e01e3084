import { pipelineDeclaration, type PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { DbOrTransaction } from "./client";
import { declarationJson } from "./declaration-json";

export interface StoredVersionSummary {
  readonly number: number;
  readonly message: string;
  readonly authorName: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly liveVersion: number | null;
}

export interface StoredVersion extends StoredVersionSummary {
  readonly declaration: PipelineDeclaration;
}

const SUMMARY = { number: true, message: true, authorName: true, createdAt: true, liveVersion: true } as const;

/** Adds the next version of a pipeline. The pipeline's row is locked, so that two savers get two numbers. */
export async function addPipelineVersion(
  transaction: DbOrTransaction,
  version: {
    readonly pipelineId: string;
    readonly message: string;
    readonly declaration: PipelineDeclaration;
    readonly author: { readonly id: string; readonly name: string };
    readonly liveVersion?: number;
  },
): Promise<StoredVersionSummary> {
  const { pipelineId, author } = version;
  await transaction.$queryRaw`SELECT id FROM public.pipeline WHERE id = ${pipelineId}::uuid FOR UPDATE`;
  const last = await transaction.pipelineVersion.aggregate({ where: { pipelineId }, _max: { number: true } });
  const row = await transaction.pipelineVersion.create({
    data: {
      pipelineId,
      number: (last._max.number ?? 0) + 1,
      message: version.message,
      declaration: declarationJson(version.declaration),
      authorId: author.id,
      authorName: author.name,
      liveVersion: version.liveVersion ?? null,
    },
    select: SUMMARY,
  });
  return { ...row, createdAt: row.createdAt.getTime() };
}

/** Newest first, at most `take`, older than version `before` when that is given. */
export async function listPipelineVersions(
  db: DbOrTransaction,
  pipelineId: string,
  page: { readonly take: number; readonly before?: number },
): Promise<StoredVersionSummary[]> {
  const rows = await db.pipelineVersion.findMany({
    where: { pipelineId, ...(page.before === undefined ? {} : { number: { lt: page.before } }) },
    orderBy: { number: "desc" },
    take: page.take,
    select: SUMMARY,
  });
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime() }));
}

export async function findPipelineVersion(
  db: DbOrTransaction,
  pipelineId: string,
  number: number,
): Promise<StoredVersion | null> {
  const row = await db.pipelineVersion.findUnique({
    where: { pipelineId_number: { pipelineId, number } },
    select: { ...SUMMARY, declaration: true },
  });
  return (
    row && {
      ...row,
      createdAt: row.createdAt.getTime(),
      declaration: pipelineDeclaration.parse(row.declaration),
    }
  );
}

/** The declaration that became the given live version, when it was published from here. */
export async function findPublishedDeclaration(
  db: DbOrTransaction,
  { pipelineId, liveVersion }: { pipelineId: string; liveVersion: number },
): Promise<PipelineDeclaration | null> {
  const row = await db.pipelineVersion.findFirst({
    where: { pipelineId, liveVersion },
    orderBy: { number: "desc" },
    select: { declaration: true },
  });
  return row && pipelineDeclaration.parse(row.declaration);
}
