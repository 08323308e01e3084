/** What stands in the elements of a name, one after the other: markup and all, and as far as they are closed. */
export function elementsIn(text: string, name: string): readonly string[] {
  const [opening, closing] = [`<${name}>`, `</${name}>`];
  const found: string[] = [];
  let behind = 0;
  for (;;) {
    const start = text.indexOf(opening, behind);
    const end = start < 0 ? -1 : text.indexOf(closing, start + opening.length);
    // Where one is not closed no later one is; to look for that again for each of them would take many minutes.
    if (end < 0) return found;
    found.push(text.slice(start + opening.length, end));
    behind = end + closing.length;
  }
}
