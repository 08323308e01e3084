/** Controls, and what changes the direction or the look of the text around it without being seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** The same, without what a text is laid out and its letters are joined with. */
const UNSEEN_IN_TEXT = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A name from an archive as it may be shown: what cannot be seen, or would turn text around, stands as its code point. */
export function showName(name: string): string {
  return name.replaceAll(UNSEEN, codePoint);
}

/** A line of a file as it may be shown. Tabs stay. */
export function showText(line: string): string {
  return line.replaceAll(UNSEEN_IN_TEXT, codePoint);
}

/** Whether a name holds anything that cannot be seen. */
export function hasUnseen(name: string): boolean {
  return name.search(UNSEEN) !== -1;
}

function codePoint(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
