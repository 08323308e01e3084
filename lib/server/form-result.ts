import "server-only";
import type { FormResult } from "@/lib/contracts/form-result";
import { PenstockError } from "@/lib/errors";

/** Turns an expected failure into the message to show at the form; anything else stays a fault. */
export async function formResult<Value>(work: () => Promise<Value>): Promise<FormResult<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof PenstockError) return { ok: false, message: error.message };
    throw error;
  }
}
