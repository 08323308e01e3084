/** Of what is bound by a pattern, in which `*` stands for anything, what fits one of the names most exactly. */
export function mostExact<Bound extends { readonly name: string }>(
  bound: readonly Bound[],
  names: readonly string[],
): Bound | null {
  const found = bound.filter(({ name: pattern }) => names.some((name) => matchesWild(pattern, name)));
  return found.toSorted((a, b) => exactness(b.name) - exactness(a.name))[0] ?? null;
}

/** A name without `*` wins, then the one that says more. */
function exactness(pattern: string): number {
  const letters = pattern.replaceAll("*", "").length;
  return pattern.includes("*") ? letters : letters + 1_000;
}

/** Each piece is looked for once, so no pattern takes long. */
function matchesWild(pattern: string, text: string): boolean {
  const [first = "", ...pieces] = pattern.split("*");
  const last = pieces.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
