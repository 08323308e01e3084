const BLOCK =
  /(?:(?:resource|data)[ \t]+"?[\w-]+"?[ \t]+"?[\w-]+"?[ \t]*\{|(?:variable|module|provider|output|check)[ \t]+"?[\w-]+"?[ \t]*\{|(?:locals|terraform|import|moved)[ \t]*\{)/y;

/** Whether a text is Terraform's own syntax rather than YAML or JSON: after comments, it begins with a block. */
export function isHcl(text: string, filename = ""): boolean {
  if (/\.(tf|hcl)$/i.test(filename)) return true;
  BLOCK.lastIndex = endOfComments(text);
  return BLOCK.test(text);
}

function endOfComments(text: string): number {
  let index = 0;
  for (;;) {
    while (index < text.length && /\s/.test(text[index] ?? "")) index += 1;
    const end = text.startsWith("/*", index)
      ? text.indexOf("*/", index)
      : text.startsWith("#", index) || text.startsWith("//", index)
        ? text.indexOf("\n", index)
        : null;
    if (end === null) return index;
    if (end < 0) return text.length;
    index = end + (text.startsWith("/*", index) ? 2 : 1);
  }
}
