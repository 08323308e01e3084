import { z } from "zod";

/** What every failed call of our own API answers. */
export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    awsError: z.string().optional(),
    requestId: z.string().optional(),
    data: z.unknown().optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;
