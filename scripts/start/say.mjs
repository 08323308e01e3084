/** What the start-up tells a person on the terminal. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** A failure whose message is meant for the person at the terminal; shown without a stack. */
export class StartError extends Error {
  name = "StartError";
}

export function fail(error) {
  const text = error instanceof StartError ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`Penstock could not start. ${text}\n`);
  process.exitCode = 1;
}
