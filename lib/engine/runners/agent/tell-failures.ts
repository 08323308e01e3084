const MOST_TOLD = 3;
const LONGEST_LINE = 500;

/** What went wrong where, as sentences; of many failures the first few and how many more there were. */
export function tellFailures(failures: readonly string[]): string {
  const told = failures.slice(0, MOST_TOLD).map((failure) => `Failed ${failure.replace(/\.$/, "")}.`);
  const more = failures.length - told.length;
  return [...told, ...(more > 0 ? [`Failed on ${more} more.`] : [])].join(" ");
}

/** What a failed script said last, to stand behind what happened to it. The log has the whole of it. */
export function lastWords(line: string): string {
  if (line === "") return "";
  return `; it last printed: ${line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line}`;
}
