/** The sentence a person reads for the text that the server answers with, `wrong:4` or `paused:12`. A text that is not one of ours is told as a fault of Penstock's. */
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
