import { z } from "zod";

/**
 * Some lines of an action's log, oldest first. Ask again with `nextToken` for what follows; at the end of a log that
 * still grows `isAtEnd` is true and the token stays good.
 */
export const logPage = z.object({
  events: z.array(z.object({ at: z.iso.datetime(), message: z.string() })),
  nextToken: z.string().nullable(),
  isAtEnd: z.boolean(),
});
export type LogPage = z.infer<typeof logPage>;
