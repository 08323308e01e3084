/**
 * Why signing in failed. next-auth carries only a text from the server to the form, so this is the text:
 * `wrong:4` (tries left) or `paused:12` (minutes). `lib/contracts/sign-in-failure.ts` reads it.
 */
export type SignInFailure =
  | { readonly reason: "wrong"; readonly triesLeft: number }
  | { readonly reason: "paused"; readonly minutes: number };

export function encodeSignInFailure(failure: SignInFailure): string {
  return failure.reason === "wrong" ? `wrong:${failure.triesLeft}` : `paused:${failure.minutes}`;
}
