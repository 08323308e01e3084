/** Text as a template has it, where `${` and `%{` begin something. */
export function escapeTemplate(text: string): string {
  // A function, because a dollar sign in a replacement means something of its own.
  return text.replaceAll(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
}

/** What stands between quotes. */
export function escapeText(text: string): string {
  return text.replaceAll(/["\\\p{Cc}\u2028\u2029]/gu, (character) => {
    const short: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
    return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
