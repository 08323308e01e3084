import { createContext, Script } from "node:vm";

/** What a phase wants when it has failed. */
export type OnFailure =
  | { readonly action: "ABORT" | "CONTINUE" }
  | { readonly action: "RETRY"; readonly times: number; readonly pattern: string };

const DEFAULT_RETRIES = 3;
const MOST_RETRIES = 100;
const REGEX_TIMEOUT_MS = 200;

/** AWS's own examples write `Retry-3-…` too, so the words may be in any case. Reads `ABORT`, `CONTINUE`, `RETRY`, `RETRY-<count>`, `RETRY-<regex>` or `RETRY-<count>-<regex>`; null for all else. */
export function parseOnFailure(text: string): OnFailure | null {
  const word = text.toUpperCase();
  if (word === "ABORT" || word === "CONTINUE") return { action: word };
  const match = /^RETRY(?:-(\d+)(?=-|$))?(?:-(.+))?$/is.exec(text);
  if (!match) return null;
  const times = match[1] === undefined ? DEFAULT_RETRIES : Number(match[1]);
  return times > MOST_RETRIES ? null : { action: "RETRY", times, pattern: match[2] ?? ".*" };
}

/** The pattern comes from the repository; a timeout keeps one that never ends from stopping the engine. */
export function matchesFailure(pattern: string, message: string): boolean {
  try {
    const context = createContext({ pattern, message });
    return (
      new Script("new RegExp(pattern).test(message)").runInContext(context, { timeout: REGEX_TIMEOUT_MS }) === true
    );
  } catch {
    return false;
  }
}
