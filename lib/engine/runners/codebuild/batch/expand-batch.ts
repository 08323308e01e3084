import { SpecError } from "../../spec-file/parse-spec";
import type { VariableDeclaration } from "../build-variables";
import type { Batch } from "./batch-spec";

/** @see https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
const MOST_BUILDS = 100;

/** One build of a batch. */
export interface BatchEntry {
  readonly identifier: string;
  /** Undefined: that of the project. */
  readonly buildspec: string | undefined;
  readonly image: string | undefined;
  readonly variables: readonly VariableDeclaration[];
  readonly dependsOn: readonly string[];
  readonly ignoresFailure: boolean;
  /** Of a fan-out: which part of the tests, from 0, of how many. */
  readonly shard?: { readonly index: number; readonly count: number };
}

/**
 * The builds of a batch in the order they are declared. Those of a matrix and of a fan-out have no identifiers of their
 * own and are called `build1`, `build2`…
 * @throws SpecError for identifiers that repeat, dependencies that do not exist and cycles
 */
export function expandBatch(batch: Batch, fileName: string): readonly BatchEntry[] {
  const entries = entriesOf(batch);
  if (entries.length > MOST_BUILDS) {
    throw new SpecError(`${fileName}: the batch has more than ${MOST_BUILDS} builds, the most accepted`);
  }
  const identifiers = entries.map(({ identifier }) => identifier);
  const repeated = identifiers.find((identifier, index) => identifiers.indexOf(identifier) !== index);
  if (repeated !== undefined) throw new SpecError(`${fileName}: two builds have the identifier ${repeated}`);
  for (const { identifier, dependsOn } of entries) {
    const unknown = dependsOn.find((name) => !identifiers.includes(name));
    if (unknown !== undefined) {
      throw new SpecError(`${fileName}: build ${identifier} depends on ${unknown}, which is no build of the batch`);
    }
  }
  refuseCycles(entries, fileName);
  return entries;
}

function entriesOf(batch: Batch): BatchEntry[] {
  const { "build-list": list, "build-graph": graph, "build-matrix": matrix, "build-fanout": fanout } = batch;
  if (list) return list.map((task) => entryOf(task, []));
  if (graph) return graph.map((task) => entryOf(task, task["depend-on"] ?? []));
  if (matrix) return expandMatrix(matrix);
  return Array.from({ length: fanout?.parallelism ?? 0 }, (_, index) => ({
    identifier: `build${index + 1}`,
    buildspec: undefined,
    image: undefined,
    variables: [],
    dependsOn: [],
    ignoresFailure: fanout?.["ignore-failure"] ?? false,
    shard: { index, count: fanout?.parallelism ?? 0 },
  }));
}

type Task = NonNullable<Batch["build-list"]>[number];

function entryOf({ identifier, buildspec, env, ...task }: Task, dependsOn: readonly string[]): BatchEntry {
  return {
    identifier,
    buildspec,
    image: env?.image,
    variables: declare(env?.variables),
    dependsOn,
    ignoresFailure: task["ignore-failure"] ?? false,
  };
}

function declare(variables: Readonly<Record<string, string>> = {}): VariableDeclaration[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

interface Cell {
  readonly buildspec?: string;
  readonly image?: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Every combination of the lists; the first list varies slowest. */
function expandMatrix({ static: fixed, dynamic }: NonNullable<Batch["build-matrix"]>): BatchEntry[] {
  const { image, "compute-type": computeType, variables = {} } = dynamic.env ?? {};
  let cells: readonly Cell[] = [{ variables: {} }];
  const multiply = (values: readonly string[] | undefined, extend: (cell: Cell, value: string) => Cell): void => {
    // One combination too many is enough to be refused.
    if (values && cells.length <= MOST_BUILDS) {
      cells = cells.flatMap((cell) => values.map((value) => extend(cell, value)));
    }
  };
  multiply(dynamic.buildspec, (cell, buildspec) => ({ ...cell, buildspec }));
  multiply(image, (cell, name) => ({ ...cell, image: name }));
  // This machine has one compute type, but as on AWS each makes a build of its own.
  multiply(computeType, (cell) => cell);
  for (const [name, values] of Object.entries(variables)) {
    multiply(typeof values === "string" ? [values] : values, (cell, value) => ({
      ...cell,
      variables: { ...cell.variables, [name]: value },
    }));
  }
  return cells.map((cell, index) => ({
    identifier: `build${index + 1}`,
    buildspec: cell.buildspec,
    image: cell.image ?? fixed?.env?.image,
    variables: declare({ ...fixed?.env?.variables, ...cell.variables }),
    dependsOn: [],
    ignoresFailure: fixed?.["ignore-failure"] ?? false,
  }));
}

/** Takes away, again and again, what depends on nothing that is left; what remains depends on itself. */
function refuseCycles(entries: readonly BatchEntry[], fileName: string): void {
  let left = entries;
  for (;;) {
    const names = new Set(left.map(({ identifier }) => identifier));
    const waiting = left.filter(({ dependsOn }) => dependsOn.some((name) => names.has(name)));
    if (waiting.length === 0) return;
    if (waiting.length === left.length) {
      const cycle = waiting.map(({ identifier }) => identifier).join(", ");
      throw new SpecError(`${fileName}: these builds depend on each other in a circle: ${cycle}`);
    }
    left = waiting;
  }
}
