/**
 * Why signing in failed. next-auth carries only a text from the server to the form, so this is the text and its
 * reading: `wrong:4` (tries left) or `paused:12` (minutes).
 */
export type SignInFailure =
  | { readonly reason: "wrong"; readonly triesLeft: number }
  | { readonly reason: "paused"; readonly minutes: number };

export function encodeSignInFailure(failure: SignInFailure): string {
  return failure.reason === "wrong" ? `wrong:${failure.triesLeft}` : `paused:${failure.minutes}`;
}

/** The sentence a person reads. A text that is not one of ours is told as a fault of Penstock's. */
export function describeSignInFailure(text: string): string {
  const [, reason, number] = /^(wrong|paused):(\d+)$/.exec(text) ?? [];
  const count = Number(number);
  if (reason === "paused") {
    return `Too many wrong passwords. Signing in is paused; try again in ${count} ${count === 1 ? "minute" : "minutes"}.`;
  }
  if (reason !== "wrong") return "Penstock could not check your password. Try again in a moment.";
  if (count === 0) return "E-mail or password is wrong. Signing in is now paused for 15 minutes.";
  return `E-mail or password is wrong. ${count} ${count === 1 ? "try" : "tries"} left before a 15 minute pause.`;
}
