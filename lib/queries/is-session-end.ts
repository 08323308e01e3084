import { ApiError } from "./get-json";

/** Whether a call was refused because nobody is signed in any more. */
export function isSessionEnd(error: unknown): boolean {
  return error instanceof ApiError && error.code === "unauthenticated";
}
