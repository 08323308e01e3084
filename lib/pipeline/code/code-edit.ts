/** One change of a text: what stands from `from` up to but without `to` becomes `insert`. Offsets are of the old text. */
export interface CodeEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** In the order of the text. Where several begin at one place, what is put in comes before what is replaced. */
export function sortEdits(edits: readonly CodeEdit[]): readonly CodeEdit[] {
  return edits.toSorted((a, b) => a.from - b.from || Number(a.to > a.from) - Number(b.to > b.from));
}

/** The part of a text from `from` to `to`, with the edits that lie in it. They come sorted. */
export function applyEdits(text: string, edits: readonly CodeEdit[], from = 0, to = text.length): string {
  let applied = "";
  let position = from;
  for (const edit of edits) {
    applied += text.slice(position, edit.from) + edit.insert;
    position = edit.to;
  }
  return applied + text.slice(position, to);
}

/** The same edit without what it leaves as it was at either end. */
export function trimEdit(text: string, { from, to, insert }: CodeEdit): CodeEdit {
  const most = Math.min(to - from, insert.length);
  let start = 0;
  while (start < most && text[from + start] === insert[start]) start += 1;
  let end = 0;
  while (end < most - start && text[to - 1 - end] === insert[insert.length - 1 - end]) end += 1;
  return { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) };
}
