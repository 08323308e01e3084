const SUBSTITUTION = /\$\{([^}]*)\}/g;

/**
 * Puts something in the place of each `${…}` of a text for Fn::Sub, `${!…}` included.
 * @param replace gets what stands between the braces, as it is written
 */
export function replaceSubstitutions(text: string, replace: (inside: string) => string): string {
  const end = endOfLast(text);
  return text.slice(0, end).replaceAll(SUBSTITUTION, (_whole, inside: string) => replace(inside)) + text.slice(end);
}

/** The names in a text for Fn::Sub: `Name` or `Resource.Attribute`. */
export function substitutedNames(text: string): readonly string[] {
  return [...text.slice(0, endOfLast(text)).matchAll(SUBSTITUTION)].flatMap(([, inside = ""]) =>
    inside === "" || inside.startsWith("!") ? [] : [inside.trim()],
  );
}

/** Behind it a brace that opens has none that closes: looking for that, again for each of them, would take minutes. */
function endOfLast(text: string): number {
  return text.lastIndexOf("}") + 1;
}
