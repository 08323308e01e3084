import { MAX_DEPTH, UnreadableText } from "./source-node";

/**
 * Refuses YAML that nests deeper than any definition does, before a parser that calls itself per level sees it: a
 * stack that overflows inside a regular expression ends the whole process. Brackets are counted wherever they stand,
 * so a text may be refused for hundreds of brackets that it opens in words and never closes.
 * @throws UnreadableText
 */
export function refuseDeepNesting(text: string): void {
  const blocks: number[] = [];
  let brackets = 0;
  let deepest = 0;
  text.split("\n").forEach((line, index) => {
    for (const column of blockColumns(line)) {
      while ((blocks.at(-1) ?? -1) >= column) blocks.pop();
      blocks.push(column);
    }
    for (const character of line) {
      if (character === "[" || character === "{") deepest = Math.max(deepest, (brackets += 1));
      if ((character === "]" || character === "}") && brackets > 0) brackets -= 1;
    }
    if (Math.max(blocks.length, deepest) <= MAX_DEPTH) return;
    throw new UnreadableText(`The text nests more than ${MAX_DEPTH} levels deep.`, { line: index + 1, column: 1 });
  });
}

/** Where blocks begin in a line: at each of its leading indicators (`- - ? key`), and at what follows them. */
function blockColumns(line: string): readonly number[] {
  const columns: number[] = [];
  for (let column = 0; column < line.length && columns.length <= MAX_DEPTH; column += 1) {
    const character = line[column];
    if (character === " " || character === "\t" || character === "\r") continue;
    columns.push(column);
    const isIndicator =
      (character === "-" || character === "?" || character === ":") && /^\s?$/.test(line[column + 1] ?? "");
    if (!isIndicator) break;
  }
  return columns;
}
