/**
 * Matches a path against a pattern of a buildspec: `*` and `?` within one name, `**` over any number of folders.
 * Linear in practice and never worse than the product of both lengths, because patterns come from repositories.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  return matchSequence(segmentsOf(pattern), path.split("/"), "**", matchesName);
}

/** The part of a pattern in front of its first wildcard, as a folder: where a search has to begin. */
export function fixedFolderOf(pattern: string): string {
  const segments = segmentsOf(pattern);
  const wild = segments.findIndex(isWild);
  return segments.slice(0, wild < 0 ? -1 : wild).join("/");
}

export function isWild(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

function segmentsOf(pattern: string): string[] {
  return pattern.split("/").filter((segment) => segment !== "" && segment !== ".");
}

function matchesName(pattern: string, name: string): boolean {
  return matchSequence(
    Array.from(pattern),
    Array.from(name),
    "*",
    (wanted, letter) => wanted === "?" || wanted === letter,
  );
}

/** The usual wildcard walk: on a mismatch, let the last star take one item more. */
function matchSequence(
  pattern: readonly string[],
  items: readonly string[],
  star: string,
  matches: (wanted: string, item: string) => boolean,
): boolean {
  let at = 0;
  let starAt = -1;
  let starItem = 0;
  for (let item = 0; item < items.length;) {
    const wanted = pattern[at];
    if (wanted === star) {
      starAt = at;
      starItem = item;
      at += 1;
    } else if (wanted !== undefined && matches(wanted, items[item] ?? "")) {
      at += 1;
      item += 1;
    } else if (starAt >= 0) {
      at = starAt + 1;
      starItem += 1;
      item = starItem;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((rest) => rest === star);
}
