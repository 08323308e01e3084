import { z } from "zod";

/**
 * What SSE says: which query keys to fetch again, never the data. A key names one resource, with whatever filters a
 * list of it was asked by, and nothing that nests below; with a last element `*` everything below it too. `["*"]` alone
 * is everything: the server may have missed changes itself. `["fleet", connection, pipelineName]` is one row.
 */
export const liveChange = z.object({ keys: z.array(z.array(z.string())) });
export type LiveChange = z.infer<typeof liveChange>;
