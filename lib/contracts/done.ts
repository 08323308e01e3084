import { z } from "zod";

/** The answer of a write that has nothing to hand back. */
export const done = z.object({});
