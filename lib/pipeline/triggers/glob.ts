/**
 * A pattern of a trigger, ready to match. Patterns are globs as in Java's file systems: `*` within a segment, `**`
 * across segments, `?` one character of a segment, `[ ]` one of a set, `{a,b}` one of several, `\` takes away a meaning.
 * @see https://docs.oracle.com/javase/8/docs/api/java/nio/file/FileSystem.html#getPathMatcher-java.lang.String-
 */
export interface Glob {
  matches(text: string): boolean;
}

/** @returns null for a pattern that is none: a set or a choice that does not end, a choice within a choice */
export function parseGlob(pattern: string): Glob | null {
  const compiler: Compiler = { characters: Array.from(pattern), position: 0, steps: [] };
  while (compiler.position < compiler.characters.length) {
    if (!compileNext(compiler)) return null;
  }
  const { steps } = compiler;
  return { matches: (text) => run(steps, text) };
}

/** One step of a match; `split` goes on at several steps, `jump` at another. */
type Step =
  | { readonly type: "one"; readonly accepts: (character: string) => boolean }
  | { readonly type: "split"; readonly to: number[] }
  | { readonly type: "jump"; to: number };

interface Compiler {
  readonly characters: readonly string[];
  position: number;
  readonly steps: Step[];
}

/** @returns false when the pattern is none */
function compileNext(compiler: Compiler): boolean {
  const character = take(compiler);
  if (character === "{") return compileChoice(compiler);
  return compileSimple(compiler, character);
}

function compileSimple(compiler: Compiler, character: string | undefined): boolean {
  switch (character) {
    case "*": {
      const crosses = compiler.characters[compiler.position] === "*";
      if (crosses) compiler.position += 1;
      compileRepeated(compiler.steps, crosses ? () => true : isOfSegment);
      return true;
    }
    case "?":
      compiler.steps.push({ type: "one", accepts: isOfSegment });
      return true;
    case "[":
      return compileSet(compiler);
    case "\\": {
      const literal = take(compiler);
      if (literal === undefined) return false;
      compiler.steps.push({ type: "one", accepts: (other) => other === literal });
      return true;
    }
    default:
      compiler.steps.push({ type: "one", accepts: (other) => other === character });
      return true;
  }
}

/** Any number of characters: a split into one more and none more. */
function compileRepeated(steps: Step[], accepts: (character: string) => boolean): void {
  const start = steps.length;
  steps.push({ type: "split", to: [start + 1, start + 3] }, { type: "one", accepts }, { type: "jump", to: start });
}

/** In a set only `-` between two characters, `!` in front and the end have a meaning. A set never holds a slash. */
function compileSet(compiler: Compiler): boolean {
  const { characters } = compiler;
  const isNegated = characters[compiler.position] === "!";
  if (isNegated) compiler.position += 1;
  const ranges: { readonly from: string; readonly to: string }[] = [];
  for (let from = take(compiler); from !== "]"; from = take(compiler)) {
    if (from === undefined || from === "/") return false;
    const next = characters[compiler.position + 1];
    if (characters[compiler.position] === "-" && next !== undefined && next !== "]") {
      if (next < from || next === "/") return false;
      ranges.push({ from, to: next });
      compiler.position += 2;
    } else {
      ranges.push({ from, to: from });
    }
  }
  if (ranges.length === 0) return false;
  compiler.steps.push({
    type: "one",
    accepts: (character) =>
      isOfSegment(character) && ranges.some(({ from, to }) => character >= from && character <= to) !== isNegated,
  });
  return true;
}

function compileChoice(compiler: Compiler): boolean {
  const { steps } = compiler;
  const split = { type: "split" as const, to: [steps.length + 1] };
  steps.push(split);
  const exits: { type: "jump"; to: number }[] = [];
  for (let character = take(compiler); character !== "}"; character = take(compiler)) {
    if (character === undefined || character === "{") return false;
    if (character === ",") {
      const exit = { type: "jump" as const, to: 0 };
      exits.push(exit);
      steps.push(exit);
      split.to.push(steps.length);
    } else if (!compileSimple(compiler, character)) {
      return false;
    }
  }
  for (const exit of exits) exit.to = steps.length;
  return true;
}

function take(compiler: Compiler): string | undefined {
  const character = compiler.characters[compiler.position];
  compiler.position += 1;
  return character;
}

function isOfSegment(character: string): boolean {
  return character !== "/";
}

/** Follows all ways at once, so that no pattern takes longer than its length times that of the text. */
function run(steps: readonly Step[], text: string): boolean {
  let current = new Set<number>();
  enter(steps, 0, current);
  for (const character of text) {
    const next = new Set<number>();
    for (const index of current) {
      const step = steps[index];
      if (step?.type === "one" && step.accepts(character)) enter(steps, index + 1, next);
    }
    if (next.size === 0) return false;
    current = next;
  }
  return current.has(steps.length);
}

function enter(steps: readonly Step[], index: number, into: Set<number>): void {
  if (into.has(index)) return;
  into.add(index);
  const step = steps[index];
  if (step?.type === "split") for (const target of step.to) enter(steps, target, into);
  if (step?.type === "jump") enter(steps, step.to, into);
}
