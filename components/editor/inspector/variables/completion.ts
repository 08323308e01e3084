/** What a field offers while it is typed in. */
export interface Completion {
  /** Where what is replaced begins. */
  readonly from: number;
  /** The option takes the place of the whole text, not of an unfinished `#{…`. */
  readonly isWhole: boolean;
  readonly options: readonly string[];
  /** -1 while none is chosen. */
  readonly active: number;
}

const MAX_OPTIONS = 8;

/** The variables that fit an unfinished `#{…` right before the caret; null when there is none. */
export function completionAt(before: string, variables: readonly string[]): Completion | null {
  const from = before.lastIndexOf("#{");
  const unfinished = before.slice(from);
  if (from < 0 || unfinished.includes("}")) return null;
  const options = variables
    .filter((variable) => variable.toLowerCase().startsWith(unfinished.toLowerCase()))
    .slice(0, MAX_OPTIONS);
  return options.length > 0 ? { from, isWhole: false, options, active: 0 } : null;
}

/** The suggestions that begin with the text, without itself; null when there is none. */
export function suggestionsFor(text: string, suggestions: readonly string[]): Completion | null {
  const options = suggestions
    .filter((suggestion) => suggestion !== text && suggestion.toLowerCase().startsWith(text.toLowerCase()))
    .slice(0, MAX_OPTIONS);
  return options.length > 0 ? { from: 0, isWhole: true, options, active: -1 } : null;
}
