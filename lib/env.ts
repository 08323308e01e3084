import path from "node:path";
import { z } from "zod";

const variables = z.object({
  DATABASE_URL: z.string().optional(),
  PENSTOCK_DATA_DIR: z.string().default("data"),
  PENSTOCK_ENGINE: z.enum(["on", "off"]).default("on"),
  PENSTOCK_ENGINE_PORT: z.coerce.number().int().min(1).max(65535).default(4510),
  /** Where the engine posts state changes, and with which key; both or neither. */
  PENSTOCK_INGEST_URL: z.url().optional(),
  PENSTOCK_INGEST_KEY: z.string().min(1).optional(),
  /** A JSON file of the engine's quotas; `quotas.json` of the data directory when it is not set. */
  PENSTOCK_QUOTAS_FILE: z.string().min(1).optional(),
  /** Fault rules for the engine: a JSON array, or the path of a file that holds one. */
  PENSTOCK_FAULTS: z.string().min(1).optional(),
  PENSTOCK_DEMO: z.enum(["on", "off"]).default("on"),
  PENSTOCK_OWNER_EMAIL: z.string().optional(),
  PENSTOCK_OWNER_PASSWORD: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
});

/**
 * The settings of this process, read once at first use. `scripts/start.mjs` sets DATABASE_URL for the processes it
 * starts, so an embedded database looks like any other to them.
 * @throws ZodError naming the variable that does not parse
 */
export function readEnv() {
  const parsed = variables.parse(process.env);
  return { ...parsed, PENSTOCK_DATA_DIR: path.resolve(parsed.PENSTOCK_DATA_DIR) };
}
