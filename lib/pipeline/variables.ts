import { findActionType } from "./action-types/catalogue";
import type { ActionDeclaration, PipelineVariableDeclaration, RuleDeclaration } from "./declaration";
import { actionPlaces, runsBefore, type ActionPlace, type Moment, type PipelineShape } from "./graph";

/** Namespaces that CodePipeline fills itself. */
export const PIPELINE_VARIABLES_NAMESPACE = "variables";
export const CODEPIPELINE_NAMESPACE = "codepipeline";
export const RESERVED_NAMESPACES = [CODEPIPELINE_NAMESPACE, PIPELINE_VARIABLES_NAMESPACE] as const;
export const CODEPIPELINE_KEYS = ["PipelineExecutionId"] as const;

/** `#{namespace.key}` inside a text, from `start` up to but without `end`. */
export interface VariableReference {
  readonly namespace: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** A reference with the member that holds it, relative to the action or rule. */
export interface PlacedReference extends VariableReference {
  readonly path: readonly (string | number)[];
}

/** A namespace that can be referred to, and the keys it is known to have. */
export interface VisibleNamespace<Action extends ActionDeclaration = ActionDeclaration> {
  readonly namespace: string;
  /** `"any"` when what the action runs decides. */
  readonly keys: readonly string[] | "any";
  /** The action that fills it; absent for pipeline variables and `codepipeline`. */
  readonly producer?: ActionPlace<Action>;
}

/** A variable on its way from the action that sets it to those that read it. */
export interface VariableWire<Action extends ActionDeclaration = ActionDeclaration> {
  /** `namespace.key`. */
  readonly name: string;
  readonly from: ActionPlace<Action>;
  /** Never empty. */
  readonly to: readonly ActionPlace<Action>[];
}

// The service model allows letters, digits, @, - and _ in a key; the user guide adds ^ [ ] * and $.
const REFERENCE = /#\{([A-Za-z0-9@\-_]+)\.([A-Za-z0-9@\-_^[\]*$]+)\}/g;

/**
 * The references in a text, in order.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
export function parseReferences(text: string): readonly VariableReference[] {
  if (!text.includes("#{")) return [];
  return [...text.matchAll(REFERENCE)].map((match) => ({
    namespace: match[1] ?? "",
    key: match[2] ?? "",
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Where the text opens a reference that is not one: `#{build}`, `#{build.`. */
export function malformedReferences(text: string): readonly { readonly start: number; readonly text: string }[] {
  const starts = new Set(parseReferences(text).map(({ start }) => start));
  return [...text.matchAll(/#\{[^}]*\}?/g)]
    .filter((match) => !starts.has(match.index))
    .map((match) => ({ start: match.index, text: match[0] }));
}

/** Every text of an action in which CodePipeline fills in variables, with the member that holds it. */
export function variableTexts(
  holder: ActionDeclaration | RuleDeclaration,
): readonly { readonly text: string; readonly path: readonly (string | number)[] }[] {
  const environmentVariables = "environmentVariables" in holder ? (holder.environmentVariables ?? []) : [];
  return [
    ...Object.entries(holder.configuration ?? {}).map(([key, text]) => ({ text, path: ["configuration", key] })),
    ...(holder.commands ?? []).map((text, index) => ({ text, path: ["commands", index] })),
    ...environmentVariables.map(({ value }, index) => ({
      text: value,
      path: ["environmentVariables", index, "value"],
    })),
  ];
}

/** Every reference an action or a rule makes. */
export function variableReferences(holder: ActionDeclaration | RuleDeclaration): readonly PlacedReference[] {
  return variableTexts(holder).flatMap(({ text, path }) =>
    parseReferences(text).map((reference) => ({ ...reference, path })),
  );
}

/** The keys that an action's namespace will hold. */
export function outputVariablesOf(action: ActionDeclaration): readonly string[] | "any" {
  const type = findActionType(action.actionTypeId);
  if (type === null) return "any";
  return type.takesCommands ? (action.outputVariables ?? []) : type.outputVariables;
}

/**
 * The namespaces that an action at this moment can refer to: those of actions that are certain to have ended,
 * the pipeline's own variables, and `codepipeline`. Source actions see no pipeline variables.
 */
export function visibleNamespaces<Action extends ActionDeclaration>(
  pipeline: PipelineShape<Action> & { readonly variables?: readonly PipelineVariableDeclaration[] | undefined },
  moment: Moment,
): readonly VisibleNamespace<Action>[] {
  const names = (pipeline.variables ?? []).map(({ name }) => name);
  const own = names.length > 0 && moment.stageIndex > 0;
  return [
    ...actionPlaces(pipeline)
      .filter((place) => runsBefore(place, moment))
      .flatMap((producer) => {
        const { namespace } = producer.action;
        return namespace ? [{ namespace, keys: outputVariablesOf(producer.action), producer }] : [];
      }),
    ...(own ? [{ namespace: PIPELINE_VARIABLES_NAMESPACE, keys: names }] : []),
    { namespace: CODEPIPELINE_NAMESPACE, keys: CODEPIPELINE_KEYS },
  ];
}

/** Every use of an action's variable that can be drawn: the action with that namespace is certain to end before. */
export function variableWires<Action extends ActionDeclaration>(
  pipeline: PipelineShape<Action>,
): readonly VariableWire<Action>[] {
  const places = actionPlaces(pipeline);
  const producers = new Map<string, ActionPlace<Action>>();
  for (const place of places) {
    const { namespace } = place.action;
    if (namespace && !producers.has(namespace)) producers.set(namespace, place);
  }
  const wires = new Map<string, { from: ActionPlace<Action>; to: ActionPlace<Action>[] }>();
  for (const place of places) {
    for (const name of new Set(variableReferences(place.action).map(({ namespace, key }) => `${namespace}.${key}`))) {
      const from = producers.get(name.slice(0, name.indexOf(".")));
      if (!from || !runsBefore(from, place)) continue;
      const wire = wires.get(name) ?? { from, to: [] };
      wire.to.push(place);
      wires.set(name, wire);
    }
  }
  return [...wires].map(([name, ends]) => ({ name, ...ends }));
}

export type ResolvedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly unresolved: VariableReference };

/**
 * Fills in every reference of a text. `lookup` returns `undefined` for a variable that does not exist.
 * Values are taken as they are: a reference inside a value is not resolved again.
 */
export function resolveVariables(
  text: string,
  lookup: (namespace: string, key: string) => string | undefined,
): ResolvedText {
  let resolved = "";
  let position = 0;
  for (const reference of parseReferences(text)) {
    const value = lookup(reference.namespace, reference.key);
    if (value === undefined) return { ok: false, unresolved: reference };
    resolved += text.slice(position, reference.start) + value;
    position = reference.end;
  }
  return { ok: true, text: resolved + text.slice(position) };
}
