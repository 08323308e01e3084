import { z } from "zod";

/** What `GET /api/health` answers, with status 200 when `status` is "ok" and 503 otherwise. */
export const health = z.object({
  status: z.enum(["ok", "down"]),
  version: z.string(),
  database: z.enum(["ok", "down"]),
  engine: z.enum(["ok", "down", "off"]),
  worker: z.enum(["ok", "down"]),
});
export type Health = z.infer<typeof health>;
