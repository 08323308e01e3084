import { assertNever } from "@/lib/assert-never";
import { fold } from "./code-point-classes";
import { compilePattern, type Program } from "./compile-pattern";
import { parsePattern } from "./parse-pattern";
import { JavaRegexError } from "./pattern-node";

/** A pattern made to be slow ends here, long before anybody notices. */
const MAX_STEPS = 1_000_000;

/**
 * Whether the whole text matches, as `java.util.regex.Pattern.matches` has it. It takes a bounded number of steps and
 * gives the same answer everywhere: a place that has failed once is not tried again from the same character, so that
 * nested repetitions cost no more than the length of the text times that of the pattern.
 * @throws JavaRegexError when the pattern is none, or takes too many steps
 */
export function matchesJavaRegex(pattern: string, text: string): boolean {
  return javaRegexMatcher(pattern)(text);
}

/**
 * The same for many texts, which share the steps that one may take.
 * @throws JavaRegexError when the pattern is none; the matcher, once all texts have taken too many steps
 */
export function javaRegexMatcher(pattern: string): (text: string) => boolean {
  const { root, hasReferences } = parsePattern(pattern);
  const program = compilePattern(root);
  const steps = { left: MAX_STEPS };
  return (text) => {
    const codePoints = Array.from(text, (character) => character.codePointAt(0) ?? 0);
    const machine = new Machine(codePoints, hasReferences, steps);
    return machine.run(program, 0, codePoints.length, []) !== null;
  };
}

interface Thread {
  readonly at: number;
  readonly position: number;
  readonly groups: readonly number[];
}

class Machine {
  readonly #text: readonly number[];
  /** What a group has taken decides too, so a place may have to be tried again. */
  readonly #hasReferences: boolean;
  readonly #steps: { left: number };

  constructor(text: readonly number[], hasReferences: boolean, steps: { left: number }) {
    this.#text = text;
    this.#hasReferences = hasReferences;
    this.#steps = steps;
  }

  /** @returns the thread that got through first, or null. With `endsAt` it must have got just there. */
  run(program: Program, start: number, endsAt: number | undefined, groups: readonly number[]): Thread | null {
    const tried = new Set<number>();
    const waiting: Thread[] = [{ at: 0, position: start, groups }];
    for (let thread = waiting.pop(); thread; thread = waiting.pop()) {
      for (let now: Thread | null = thread; now;) {
        this.#steps.left -= 1;
        if (this.#steps.left < 0) throw new JavaRegexError("it takes too many steps to check");
        if (!this.#hasReferences) {
          const place = now.at * (this.#text.length + 1) + now.position;
          if (tried.has(place)) break;
          tried.add(place);
        }
        const instruction = program[now.at];
        if (instruction?.op === "matched") {
          if (endsAt === undefined || now.position === endsAt) return now;
          break;
        }
        now = this.#step(program, now, waiting);
      }
    }
    return null;
  }

  #step(program: Program, thread: Thread, waiting: Thread[]): Thread | null {
    const instruction = program[thread.at];
    const { at, position, groups } = thread;
    const next = (change: Partial<Thread> = {}): Thread => ({ at: at + 1, position, groups, ...change });
    if (!instruction || instruction.op === "matched") return null;
    switch (instruction.op) {
      case "one": {
        const codePoint = this.#text[position];
        return codePoint !== undefined && instruction.test(codePoint) ? next({ position: position + 1 }) : null;
      }
      case "place":
        return instruction.test(this.#text, position) ? next() : null;
      case "jump":
        return next({ at: instruction.to });
      case "split":
        waiting.push(next({ at: instruction.second }));
        return next({ at: instruction.first });
      case "save":
        return this.#hasReferences ? next({ groups: saved(groups, instruction.slot, position) }) : next();
      case "same": {
        const [from, to] = [groups[instruction.group * 2], groups[instruction.group * 2 + 1]];
        if (from === undefined || to === undefined) return null;
        const taken = this.#text.slice(from, to);
        const end = position + taken.length;
        return sameText(taken, this.#text.slice(position, end), instruction.ignoresCase)
          ? next({ position: end })
          : null;
      }
      case "atomic": {
        const inner = this.run(instruction.program, position, undefined, groups);
        return inner ? next({ position: inner.position, groups: inner.groups }) : null;
      }
      case "look": {
        const seen = instruction.ahead
          ? this.run(instruction.program, position, undefined, groups)
          : this.#behind(instruction.program, position, groups);
        if ((seen === null) !== instruction.negated) return null;
        return next({ groups: seen?.groups ?? groups });
      }
      default:
        return assertNever(instruction);
    }
  }

  #behind(program: Program, position: number, groups: readonly number[]): Thread | null {
    for (let start = position; start >= 0; start -= 1) {
      const seen = this.run(program, start, position, groups);
      if (seen) return seen;
    }
    return null;
  }
}

function saved(groups: readonly number[], slot: number, position: number): number[] {
  const changed = [...groups];
  changed[slot] = position;
  return changed;
}

function sameText(one: readonly number[], other: readonly number[], ignoresCase: boolean): boolean {
  return (
    one.length === other.length &&
    one.every((codePoint, index) => {
      const against = other[index] ?? -1;
      return codePoint === against || (ignoresCase && against >= 0 && fold(codePoint) === fold(against));
    })
  );
}
