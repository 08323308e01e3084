import "server-only";
import { PenstockError } from "@/lib/errors";

/** What a server action answers to its form. */
export type FormResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };

/** Turns an expected failure into the message to show at the form; anything else stays a fault. */
export async function formResult<Value>(work: () => Promise<Value>): Promise<FormResult<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof PenstockError) return { ok: false, message: error.message };
    throw error;
  }
}
