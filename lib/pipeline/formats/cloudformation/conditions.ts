import type { SourceMap, SourceNode } from "../source-node";

/** Whether a condition holds; `isAssumed` when it depends on something that only CloudFormation knows. */
export interface Truth {
  readonly holds: boolean;
  readonly isAssumed: boolean;
}

/** A comparison nobody can make here is taken to hold; everything built on it follows. */
const ASSUMED: Truth = { holds: true, isAssumed: true };

/** Decides the conditions of one template. `textOf` gives a value's text, or `null` while that is not known. */
export class Conditions {
  readonly #section: SourceMap | null;
  readonly #textOf: (node: SourceNode) => string | null;
  readonly #known = new Map<string, Truth>();

  constructor(section: SourceMap | null, textOf: (node: SourceNode) => string | null) {
    this.#section = section;
    this.#textOf = textOf;
  }

  named(name: string): Truth {
    const known = this.#known.get(name);
    if (known) return known;
    // One that leads back to itself is not decided by it.
    this.#known.set(name, ASSUMED);
    const node = this.#section?.entries.get(name);
    const truth = node === undefined ? ASSUMED : this.of(node);
    this.#known.set(name, truth);
    return truth;
  }

  of(node: SourceNode): Truth {
    if (node.kind !== "map") return ASSUMED;
    const [entry] = node.entries;
    if (entry === undefined) return ASSUMED;
    const [name, argument] = entry;
    const items = argument.kind === "list" ? argument.items : [argument];
    switch (name) {
      case "Condition":
        return argument.kind === "text" ? this.named(argument.text) : ASSUMED;
      case "Fn::Not":
        return this.#not(items[0]);
      case "Fn::And":
        return this.#all(items, true);
      case "Fn::Or":
        return this.#all(items, false);
      case "Fn::Equals":
        return this.#equals(items);
      default:
        return ASSUMED;
    }
  }

  #not(node: SourceNode | undefined): Truth {
    const truth = node === undefined ? ASSUMED : this.of(node);
    return { ...truth, holds: !truth.holds };
  }

  /** And holds when none fails; Or fails when none holds: the same with the signs changed. */
  #all(nodes: readonly SourceNode[], sign: boolean): Truth {
    const truths = nodes.map((node) => this.of(node));
    const deciding = truths.filter(({ holds }) => holds !== sign);
    if (deciding.length === 0) return { holds: sign, isAssumed: truths.some(({ isAssumed }) => isAssumed) };
    return { holds: !sign, isAssumed: deciding.every(({ isAssumed }) => isAssumed) };
  }

  #equals([left, right]: readonly SourceNode[]): Truth {
    const a = left === undefined ? null : this.#textOf(left);
    const b = right === undefined ? null : this.#textOf(right);
    return a === null || b === null ? ASSUMED : { holds: a === b, isAssumed: false };
  }
}
