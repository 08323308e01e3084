import { fold, not, property, sameCodePoint, shorthand } from "./code-point-classes";
import type { CodePointTest } from "./pattern-node";
import { codePointOf, type PatternReader } from "./pattern-reader";

/** Reads a class whose `[` was taken: ranges, unions `[a[b]]`, intersections `[a-z&&[^b]]`, negation. */
export function parseClass(reader: PatternReader, ignoresCase: boolean): CodePointTest {
  const isNegated = reader.take("^");
  let members: CodePointTest[] = [];
  const intersected: CodePointTest[] = [];
  for (let isFirst = true; ; isFirst = false) {
    if (!isFirst && reader.take("]")) break;
    if (reader.take("&&")) {
      intersected.push(anyOf(members));
      members = [];
    } else {
      members.push(...parseMember(reader, ignoresCase));
    }
  }
  const last = members.length > 0 || intersected.length === 0 ? [anyOf(members)] : [];
  const all = [...intersected, ...last];
  const test: CodePointTest = (codePoint) => all.every((one) => one(codePoint));
  return isNegated ? not(test) : test;
}

function anyOf(tests: readonly CodePointTest[]): CodePointTest {
  return (codePoint) => tests.some((test) => test(codePoint));
}

function parseMember(reader: PatternReader, ignoresCase: boolean): CodePointTest[] {
  if (reader.take("[")) return [parseClass(reader, ignoresCase)];
  if (reader.take("\\Q")) {
    return reader.quoted().map((character) => sameCodePoint(codePointOf(character), ignoresCase));
  }
  const from = parseEnd(reader);
  if (typeof from === "function") return [from];
  const isRange = reader.peek() === "-" && !["]", "["].includes(reader.peek(1));
  if (!isRange) return [sameCodePoint(from, ignoresCase)];
  reader.next();
  const to = parseEnd(reader);
  if (typeof to === "function" || to < from) throw reader.fault("a range of characters is out of order");
  return [range(from, to, ignoresCase)];
}

function parseEnd(reader: PatternReader): number | CodePointTest {
  const character = reader.next();
  if (character !== "\\") return codePointOf(character);
  return parseEscapedClass(reader) ?? reader.escaped(reader.next());
}

/** `\d`, `\p{Lu}`, `\pL` and the like, whose backslash was taken; undefined when something else follows. */
export function parseEscapedClass(reader: PatternReader): CodePointTest | undefined {
  const test = shorthand(reader.peek());
  if (test) {
    reader.next();
    return test;
  }
  const letter = reader.peek();
  if (letter !== "p" && letter !== "P") return undefined;
  reader.next();
  const named = property(reader.take("{") ? reader.until("}") : reader.next());
  return letter === "P" ? not(named) : named;
}

function range(from: number, to: number, ignoresCase: boolean): CodePointTest {
  const isInside: CodePointTest = (codePoint) => codePoint >= from && codePoint <= to;
  if (!ignoresCase) return isInside;
  return (codePoint) => {
    const lower = fold(codePoint);
    return [lower, lower.toUpperCase()].some((cased) => isInside(codePointOf(cased))) || isInside(codePoint);
  };
}
