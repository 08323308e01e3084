import { assertNever } from "@/lib/assert-never";
import { JavaRegexError, type CodePointTest, type PatternNode, type PlaceTest } from "./pattern-node";

/** `{1000}{1000}` would be a million copies. */
const MAX_INSTRUCTIONS = 20_000;

/** `first` is tried before `second`. Groups are numbered from 1; slot 2n is where group n begins. */
export type Instruction =
  | { readonly op: "one"; readonly test: CodePointTest }
  | { readonly op: "place"; readonly test: PlaceTest }
  | Split
  | Jump
  | { readonly op: "save"; readonly slot: number }
  | { readonly op: "same"; readonly group: number; readonly ignoresCase: boolean }
  | { readonly op: "look"; readonly program: Program; readonly ahead: boolean; readonly negated: boolean }
  | { readonly op: "atomic"; readonly program: Program }
  | { readonly op: "matched" };

interface Split {
  readonly op: "split";
  first: number;
  second: number;
}

interface Jump {
  readonly op: "jump";
  to: number;
}

export type Program = readonly Instruction[];

/** Turns a pattern into steps for a machine that backtracks. @throws JavaRegexError when it gets too large */
export function compilePattern(root: PatternNode): Program {
  const size = { left: MAX_INSTRUCTIONS };
  return compile(root, size);
}

function compile(root: PatternNode, size: { left: number }): Program {
  const program: Instruction[] = [];
  const add = (instruction: Instruction): void => {
    size.left -= 1;
    if (size.left < 0) throw new JavaRegexError("it repeats too much to be checked here");
    program.push(instruction);
  };
  /** Adds an instruction whose targets are filled in once they are known. */
  const open = <Open extends Split | Jump>(instruction: Open): Open => {
    add(instruction);
    return instruction;
  };

  function emit(node: PatternNode): void {
    switch (node.kind) {
      case "one":
        return add({ op: "one", test: node.test });
      case "place":
        return add({ op: "place", test: node.test });
      case "sequence":
        return node.parts.forEach(emit);
      case "either":
        return either(node.options);
      case "repeat":
        if (node.greed === "possessive") {
          return add({ op: "atomic", program: compile({ ...node, greed: "greedy" }, size) });
        }
        return repeat(node);
      case "group":
        add({ op: "save", slot: node.index * 2 });
        emit(node.body);
        return add({ op: "save", slot: node.index * 2 + 1 });
      case "same":
        return add({ op: "same", group: node.group, ignoresCase: node.ignoresCase });
      case "look":
        return add({ op: "look", program: compile(node.body, size), ahead: node.ahead, negated: node.negated });
      case "atomic":
        return add({ op: "atomic", program: compile(node.body, size) });
      default:
        return assertNever(node);
    }
  }

  function either(options: readonly PatternNode[]): void {
    const ends = options.slice(0, -1).map((option) => {
      const split = open({ op: "split", first: program.length + 1, second: 0 });
      emit(option);
      const end = open({ op: "jump", to: 0 });
      split.second = program.length;
      return end;
    });
    options.slice(-1).forEach(emit);
    for (const end of ends) end.to = program.length;
  }

  function repeat({ body, min, max, greed }: Extract<PatternNode, { kind: "repeat" }>): void {
    for (let count = 0; count < min; count += 1) emit(body);
    const isLazy = greed === "lazy";
    const fork = (): ((afterLoop: number) => void) => {
      const split = open({ op: "split", first: 0, second: 0 });
      const inside = program.length;
      return (afterLoop) => {
        split.first = isLazy ? afterLoop : inside;
        split.second = isLazy ? inside : afterLoop;
      };
    };
    if (max === Infinity) {
      const start = program.length;
      const close = fork();
      emit(body);
      add({ op: "jump", to: start });
      return close(program.length);
    }
    const closers = Array.from({ length: max - min }, () => {
      const close = fork();
      emit(body);
      return close;
    });
    for (const close of closers) close(program.length);
  }

  emit(root);
  add({ op: "matched" });
  return program;
}
