/** What is searched for: a text, never a pattern, so no search can take longer than reading the log. */
export interface TextQuery {
  readonly text: string;
  readonly isCaseSensitive: boolean;
}

/** Prepared once, used for every line. */
export interface TextFinder {
  /** As the haystack has to be folded as well. */
  readonly wanted: string;
  fold(text: string): string;
}

export function finderOf({ text, isCaseSensitive }: TextQuery): TextFinder {
  const fold = isCaseSensitive ? (part: string) => part : foldCase;
  return { wanted: fold(text), fold };
}

/**
 * Letter case aside, at the same places: the folded text has a character for each of the text's, so that what is found
 * in it stands at that place of the text. Plain lower case has two for `İ`, and one for `Σ` that depends on the next.
 */
export function foldCase(text: string): string {
  return text.replaceAll("\u0130", "i").toLowerCase().replaceAll("\u03c2", "\u03c3");
}

/** Where the text stands in a line; places never overlap. */
export function placesIn(line: string, { wanted, fold }: TextFinder): number[] {
  const places: number[] = [];
  if (wanted === "") return places;
  const haystack = fold(line);
  for (let at = haystack.indexOf(wanted); at !== -1; at = haystack.indexOf(wanted, at + wanted.length)) places.push(at);
  return places;
}
