import "server-only";
import { DAY_MS, fillDays } from "@/lib/analytics/delivery";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { AnalyticsQueryInput, DeliveryAnalytics } from "@/lib/contracts/analytics";
import { getRangeFigures, listDayFigures, listStageFigures, listVersionsFirstRun } from "@/lib/db/analytics";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";

/** The widest range answered at once. History is kept for 12 months, as AWS keeps it. */
const LONGEST_RANGE_DAYS = 366;

/**
 * How delivery performed over a range of UTC days, for one pipeline or for all of them, beside the same number of
 * days before. @throws PenstockError `forbidden`, `not_found`, `invalid_input`
 */
export async function getDeliveryAnalytics(viewer: Viewer, query: AnalyticsQueryInput): Promise<DeliveryAnalytics> {
  authorize(viewer, "view");
  const db = sharedDb();
  const length = Math.round((startOf(query.to) - startOf(query.from)) / DAY_MS) + 1;
  if (length > LONGEST_RANGE_DAYS) {
    throw new PenstockError("invalid_input", `The range has ${length} days; choose at most ${LONGEST_RANGE_DAYS}.`);
  }

  const all = await db.pipeline.findMany({
    where: { executions: { some: {} } },
    select: {
      id: true,
      name: true,
      liveDeclaration: true,
      connection: { select: { slug: true, isDemo: true } },
    },
    orderBy: [{ connection: { slug: "asc" } }, { name: "asc" }],
  });
  const chosen = all.filter(
    ({ name, connection }) =>
      (!query.connection || connection.slug === query.connection) && (!query.pipeline || name === query.pipeline),
  );
  const only = query.pipeline ? chosen[0] : undefined;
  if (query.pipeline && !only) {
    throw new PenstockError(
      "not_found",
      `No execution of ${query.pipeline} is known in ${query.connection}. Choose another pipeline.`,
    );
  }

  const pipelineIds = chosen.map(({ id }) => id);
  const range = { pipelineIds, from: query.from, to: query.to };
  const before = { pipelineIds, from: dayBefore(query.from, length), to: dayBefore(query.from, 1) };
  const [figures, figuresBefore, days, stages, versions] = await Promise.all([
    getRangeFigures(db, range),
    getRangeFigures(db, before),
    listDayFigures(db, range),
    only ? listStageFigures(db, range) : [],
    only ? listVersionsFirstRun(db, { pipelineId: only.id, from: query.from, to: query.to }) : [],
  ]);
  const order = stageOrder(only?.liveDeclaration);
  return {
    range: figures,
    before: figuresBefore,
    days: fillDays(days, query.from, query.to),
    stages: stages.toSorted((a, b) => order(a.stageName) - order(b.stageName)),
    versions,
    includesDemo: chosen.some(({ connection }) => connection.isDemo),
    pipelines: all.map(({ name, connection }) => ({ connection: connection.slug, name, isDemo: connection.isDemo })),
  };
}

/** Stages of the live definition in their order; stages it no longer has come last. */
function stageOrder(declaration: unknown): (stageName: string) => number {
  const parsed = pipelineDeclaration.safeParse(declaration);
  const names = parsed.success ? parsed.data.stages.map(({ name }) => name) : [];
  return (stageName) => {
    const index = names.indexOf(stageName);
    return index < 0 ? names.length : index;
  };
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayBefore(day: string, days: number): string {
  return new Date(startOf(day) - days * DAY_MS).toISOString().slice(0, 10);
}
