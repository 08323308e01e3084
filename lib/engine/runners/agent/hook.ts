import { z } from "zod";
import { SpecError } from "../spec-file/parse-spec";

/** For one script that says nothing, and the most for all scripts of one event together. */
export const EVENT_TIMEOUT_SECONDS = 3600;

/** One script of an event, in an appspec or a deploy spec. */
export const hook = z.looseObject({
  location: z.string().min(1, "must name a script"),
  timeout: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, "must be a number of seconds from 1 to 3600")
    .optional(),
  runas: z.string().optional(),
});

export type HookEntry = z.infer<typeof hook>;

export interface Hook {
  readonly location: string;
  readonly timeoutMs: number;
  readonly runas?: string | undefined;
}

export function hooksFrom(entries: readonly HookEntry[]): readonly Hook[] {
  return entries.map(({ location, timeout, runas }) => ({
    location,
    timeoutMs: Number(timeout ?? EVENT_TIMEOUT_SECONDS) * 1000,
    runas,
  }));
}

/** @throws SpecError when the scripts of an event ask for more than an event may take */
export function checkEventTimeout(fileName: string, event: string, entries: readonly HookEntry[]): void {
  const total = entries.reduce((sum, { timeout }) => sum + Number(timeout ?? 0), 0);
  if (total <= EVENT_TIMEOUT_SECONDS) return;
  throw new SpecError(`${fileName}: the timeouts of ${event} add up to more than ${EVENT_TIMEOUT_SECONDS} seconds`);
}
