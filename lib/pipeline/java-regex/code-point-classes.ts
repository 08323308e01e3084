import { entryOf } from "../entry-of";
import { JavaRegexError, type CodePointTest } from "./pattern-node";

const matching =
  (pattern: RegExp): CodePointTest =>
  (codePoint) =>
    pattern.test(String.fromCodePoint(codePoint));

export const not =
  (test: CodePointTest): CodePointTest =>
  (codePoint) =>
    !test(codePoint);

/** `\n`, `\r` and the line ends of Unicode. */
export const isLineEnd: CodePointTest = matching(/^[\n\r\u0085\u2028\u2029]$/u);
export const isWordCharacter: CodePointTest = matching(/^[\p{L}\p{Nd}_]$/u);

/** `\d`, `\w`, `\s` and the like: ASCII only, as in Java without UNICODE_CHARACTER_CLASS. */
const SHORTHANDS: Readonly<Record<string, CodePointTest>> = {
  d: matching(/^[0-9]$/),
  w: matching(/^[A-Za-z0-9_]$/),
  s: matching(/^[ \t\n\v\f\r]$/),
  h: matching(/^[ \t\u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]$/u),
  v: matching(/^[\n\v\f\r\u0085\u2028\u2029]$/u),
};

/** @returns undefined when the letter is no shorthand */
export function shorthand(letter: string): CodePointTest | undefined {
  const test = SHORTHANDS[letter.toLowerCase()];
  return test && letter !== letter.toLowerCase() ? not(test) : test;
}

const POSIX: Readonly<Record<string, CodePointTest>> = {
  Lower: matching(/^[a-z]$/),
  Upper: matching(/^[A-Z]$/),
  ASCII: (codePoint) => codePoint < 128,
  Alpha: matching(/^[A-Za-z]$/),
  Digit: matching(/^[0-9]$/),
  Alnum: matching(/^[A-Za-z0-9]$/),
  Punct: matching(/^[!-/:-@[-`{-~]$/),
  Graph: matching(/^[!-~]$/),
  Print: matching(/^[ -~]$/),
  Blank: matching(/^[ \t]$/),
  Cntrl: (codePoint) => codePoint < 32 || codePoint === 127,
  XDigit: matching(/^[0-9A-Fa-f]$/),
  Space: matching(/^[ \t\n\v\f\r]$/),
  javaLowerCase: matching(/^\p{Lowercase}$/u),
  javaUpperCase: matching(/^\p{Uppercase}$/u),
  javaWhitespace: (codePoint) =>
    isControlSpace(codePoint) || /^[\p{Zs}\u2028\u2029]$/u.test(String.fromCodePoint(codePoint)),
  javaLetter: matching(/^\p{L}$/u),
  javaDigit: matching(/^\p{Nd}$/u),
};

function isControlSpace(codePoint: number): boolean {
  return (codePoint >= 9 && codePoint <= 13) || (codePoint >= 28 && codePoint <= 31);
}

/** `\p{name}`: a POSIX class, a general category, a script or a binary property. @throws JavaRegexError */
export function property(name: string): CodePointTest {
  const posix = entryOf(POSIX, name);
  if (posix) return posix;
  const bare = name.replace(/^Is(?=[A-Z])/, "");
  const [key = "", value] = bare.split("=");
  const candidates = value === undefined ? [key, `Script=${key}`] : [`${key}=${value}`];
  for (const candidate of candidates) {
    if (!/^[A-Za-z_]+(=[A-Za-z_]+)?$/.test(candidate)) break;
    try {
      return matching(new RegExp(`^\\p{${candidate}}$`, "u"));
    } catch {
      continue; // not a name of that kind
    }
  }
  throw new JavaRegexError(`\\p{${name}} is not a known class of characters`);
}

/** The same character, or with `ignoresCase` the other case of it. */
export function sameCodePoint(one: number, ignoresCase: boolean): CodePointTest {
  if (!ignoresCase) return (other) => other === one;
  const folded = fold(one);
  return (other) => fold(other) === folded;
}

export function fold(codePoint: number): string {
  return String.fromCodePoint(codePoint).toUpperCase().toLowerCase();
}
