import type { ShellRequest } from "./start-shells";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/**
 * Variables that Bash treats otherwise when it finds them in its environment than when a script sets them.
 * @see https://www.gnu.org/software/bash/manual/html_node/Bash-Variables.html
 */
const READ_AT_START =
  /^(?:BASH.*|COMP_.*|DIRSTACK|ENV|EPOCH.*|EUID|FUNCNAME|GROUPS|HISTCMD|IFS|LD_.*|LINENO|OLDPWD|OPT(?:ARG|ERR|IND)|PIPESTATUS|POSIXLY_CORRECT|PPID|PS4|PWD|RANDOM|SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID|_|penstock_.*)$/;

/** What takes one character and one byte in every locale, so that both sides count alike. */
const COUNTED_ALIKE = /^[\t\n -~]*$/;

/**
 * What a shell that was started for nobody reads to become that of a build. Nothing tells it afterwards from one that was
 * started with that environment in that directory, but for `/proc/<pid>/environ` of the shell itself.
 * @returns null when that cannot be said of this environment
 */
export function encodeAdoption({
  directory,
  environment,
  stateFile,
}: Pick<ShellRequest, "directory" | "environment" | "stateFile">): string | null {
  const variables = Object.entries(environment);
  const isPlain = ([name, value]: readonly [string, string]): boolean =>
    IDENTIFIER.test(name) && !READ_AT_START.test(name) && COUNTED_ALIKE.test(value);
  if (!variables.every(isPlain) || !COUNTED_ALIKE.test(directory + stateFile)) return null;
  const script = [
    `cd -P -- ${quote(directory)} || exit`,
    "unset OLDPWD",
    "export OLDPWD",
    ...variables.map(([name, value]) => `export ${name}=${quote(value)}`),
    `penstock_state=${quote(stateFile)}`,
    "SECONDS=0\n",
  ].join("\n");
  // Counted, because a shell reads a line of a pipe one character at a time.
  return `!${script.length}\n${script}`;
}

/** One word of a shell. */
function quote(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
