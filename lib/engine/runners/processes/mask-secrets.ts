const MASKED = "***";
/** Masking every "a" because a secret is "a" would hide the log and protect nothing. */
const SHORTEST_SECRET = 4;
/** AWS access key ids; CodeBuild masks them too. */
const ACCESS_KEY_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;

/** A function that replaces these values, and AWS access key ids, in a line of output. */
export function maskSecrets(secrets: readonly string[]): (line: string) => string {
  const parts = secrets
    .flatMap((secret) => secret.split(/\r?\n/))
    .filter((part) => part.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
  return (line) => {
    let masked = line;
    for (const part of parts) masked = masked.replaceAll(part, MASKED);
    return masked.replace(ACCESS_KEY_ID, MASKED);
  };
}
