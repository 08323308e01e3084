import { z } from "zod";

const utcDay = z.iso.date();

const rangeFigures = z.object({
  succeeded: z.int(),
  failed: z.int(),
  other: z.int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  approvalWaitP50Ms: z.number().nullable(),
});

const dayFigures = z.object({
  day: utcDay,
  succeeded: z.int(),
  failed: z.int(),
  other: z.int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});

/** What is asked: one pipeline or all of them, UTC days inclusive. */
export const analyticsQueryInput = z
  .object({
    connection: z.string().optional(),
    pipeline: z.string().optional(),
    from: utcDay,
    to: utcDay,
  })
  .refine(({ from, to }) => from <= to, { message: "The range must not end before it starts.", path: ["to"] })
  .refine(({ connection, pipeline }) => !pipeline || connection, {
    message: "A pipeline is named together with its connection.",
    path: ["connection"],
  });
export type AnalyticsQueryInput = z.infer<typeof analyticsQueryInput>;

/** Durations are milliseconds without approval wait; null where nothing finished. */
export const deliveryAnalytics = z.object({
  range: rangeFigures,
  /** The same number of days just before. */
  before: rangeFigures,
  days: z.array(dayFigures),
  /** In order of the definition; empty when several pipelines are asked for at once. */
  stages: z.array(rangeFigures.extend({ stageName: z.string() })),
  /** Published versions inside the range, for the flags on the duration chart. */
  versions: z.array(z.object({ version: z.int(), firstRunDay: utcDay })),
  /** True when any execution counted here is demo data. */
  includesDemo: z.boolean(),
  pipelines: z.array(z.object({ connection: z.string(), name: z.string(), isDemo: z.boolean() })),
});
export type DeliveryAnalytics = z.infer<typeof deliveryAnalytics>;
