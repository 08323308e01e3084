import { z } from "zod";

/** What SSE says: which query keys to fetch again, never the data. */
export const liveChange = z.object({ keys: z.array(z.array(z.string())) });
export type LiveChange = z.infer<typeof liveChange>;
