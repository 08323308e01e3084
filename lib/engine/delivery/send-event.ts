import { createHmac } from "node:crypto";
import type { Clock } from "@/lib/clock";
import type { StateChangeEvent } from "../state-change-event";

export interface Destination {
  readonly url: string;
  /** The key of the signature. */
  readonly key: string;
  /** Whether the key is sent too, as `Authorization: Bearer …`, for receivers that ask for no more. */
  readonly sendsKey: boolean;
}

export type SendResult =
  | { readonly type: "taken" }
  /** It will be refused again. */
  | { readonly type: "refused"; readonly reason: string }
  | { readonly type: "failed"; readonly reason: string };

const ANSWER_WITHIN_MS = 10_000;
const MOST_ANSWER_BYTES = 64 * 1024;
/** Answers that will not change when the same event is sent again. */
const PERMANENT_REFUSALS = new Set([400, 413, 422]);

/**
 * Posts an event. `X-Penstock-Signature: sha256=<hex>` is the HMAC of `<X-Penstock-Timestamp>.<body>`, so that a receiver
 * can tell who sent it, and when: epoch seconds.
 */
export async function sendEvent(
  event: StateChangeEvent,
  { url, key, sendsKey }: Destination,
  { clock, post }: { readonly clock: Clock; readonly post: typeof globalThis.fetch },
): Promise<SendResult> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(clock.now() / 1000));
  const abort = new AbortController();
  const cancelTimeout = clock.setTimer(ANSWER_WITHIN_MS, () => abort.abort(new Error("it does not answer")));
  try {
    const answer = await post(url, {
      method: "POST",
      headers: {
        ...(sendsKey && { authorization: `Bearer ${key}` }),
        "content-type": "application/json",
        "x-penstock-timestamp": timestamp,
        "x-penstock-signature": `sha256=${createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex")}`,
      },
      body,
      redirect: "error",
      signal: abort.signal,
    });
    // The status has come; how the rest of the answer ends changes nothing.
    await readOut(answer, abort).catch(() => undefined);
    if (answer.ok) return { type: "taken" };
    const reason = `answered ${answer.status}`;
    return { type: PERMANENT_REFUSALS.has(answer.status) ? "refused" : "failed", reason };
  } catch (error) {
    return { type: "failed", reason: `cannot be reached: ${reasonOf(error)}` };
  } finally {
    cancelTimeout();
  }
}

/**
 * Nothing in an answer matters but its status. It is read out all the same: the connection of one that is not stays
 * occupied for seconds. One that does not end soon is cut off.
 */
async function readOut(answer: Response, abort: AbortController): Promise<void> {
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MOST_ANSWER_BYTES) return abort.abort();
  }
}

/** `fetch` hides what happened behind "fetch failed". */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
