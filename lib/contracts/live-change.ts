import { z } from "zod";

/**
 * What SSE says: which query keys to fetch again, never the data. A key names one resource, with whatever filters a
 * list of it was asked by, and nothing that nests below; a last element `*` stands for everything below.
 */
export const liveChange = z.object({ keys: z.array(z.array(z.string())) });
export type LiveChange = z.infer<typeof liveChange>;
