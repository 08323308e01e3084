import type { PipelineDeclaration } from "../../../declaration";
import { actionPlaces, runsBefore, type ActionPlace, type Moment } from "../../../graph";
import {
  CODEPIPELINE_KEYS,
  CODEPIPELINE_NAMESPACE,
  malformedReferences,
  outputVariablesOf,
  PIPELINE_VARIABLES_NAMESPACE,
  variableReferences,
  variableTexts,
  type PlacedReference,
} from "../../../variables";
import { error, warning, type IssuePath, type ValidationIssue } from "../../issue";
import { checkActions, checkRules, type Rule } from "../../rule";

/**
 * Every `#{namespace.key}` names a variable that is certain to be set by then.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
export const variableReferencesResolve: Rule = (pipeline) => {
  const producers = producersByNamespace(pipeline);
  const check = (
    holder: Parameters<typeof variableReferences>[0],
    path: IssuePath,
    moment: PlacedMoment,
  ): readonly ValidationIssue[] => [
    ...variableTexts(holder).flatMap(({ text, path: member }) =>
      malformedReferences(text).map((malformed) => {
        const message = `${malformed.text} is not a variable. Write #{namespace.key}.`;
        return error("variable-malformed", "InvalidActionDeclarationException", [...path, ...member], message);
      }),
    ),
    ...variableReferences(holder).flatMap((reference) =>
      checkReference(reference, { path: [...path, ...reference.path], moment }, { pipeline, producers }),
    ),
  ];
  return [
    ...checkActions(pipeline, (action, path, place) =>
      check(action, path, { ...place, isInSource: place.stageIndex === 0 }),
    ),
    ...checkRules(pipeline, (rule, path, { stageIndex, type }) =>
      check(rule, path, { stageIndex, runOrder: type === "beforeEntry" ? 0 : Infinity, isInSource: false }),
    ),
  ];
};

/** Source actions take no pipeline variables; the conditions of their stage do. */
interface PlacedMoment extends Moment {
  readonly isInSource: boolean;
}

interface Use {
  readonly path: IssuePath;
  readonly moment: PlacedMoment;
}

interface Offer {
  readonly pipeline: PipelineDeclaration;
  /** By the namespace that each sets. */
  readonly producers: ReadonlyMap<string, ActionPlace>;
}

function checkReference(
  { namespace, key }: PlacedReference,
  { path, moment }: Use,
  { pipeline: { variables = [] }, producers }: Offer,
): readonly ValidationIssue[] {
  const name = `#{${namespace}.${key}}`;
  if (namespace === PIPELINE_VARIABLES_NAMESPACE) {
    if (moment.isInSource) {
      const message = `${name} cannot be used in a source action: pipeline variables come later. Write the value itself.`;
      return [error("variable-in-source", "InvalidStructureException", path, message)];
    }
    if (variables.some((variable) => variable.name === key)) return [];
    const message = `${name} names no variable of the pipeline. Declare ${key}, or correct the name.`;
    return [error("variable-undeclared", "InvalidStructureException", path, message)];
  }
  if (namespace === CODEPIPELINE_NAMESPACE) {
    return checkKey(key, { owner: "codepipeline", known: CODEPIPELINE_KEYS }, path);
  }
  const producer = producers.get(namespace);
  if (producer === undefined) {
    const message = `${name} names a namespace that no action has. Give the action that sets it the namespace ${namespace}, or correct the name.`;
    return [error("variable-namespace-unknown", "InvalidActionDeclarationException", path, message)];
  }
  if (!runsBefore(producer, moment)) {
    const message = `${name} is not set yet: ${producer.action.name} in ${producer.stage.name} does not end before. Move one of them.`;
    return [error("variable-too-early", "InvalidActionDeclarationException", path, message)];
  }
  return checkKey(key, { owner: producer.action.name, known: outputVariablesOf(producer.action) }, path);
}

/** An unknown key fails the action when it starts, so it is a warning until then. */
function checkKey(
  key: string,
  { owner, known }: { readonly owner: string; readonly known: readonly string[] | "any" },
  path: IssuePath,
): readonly ValidationIssue[] {
  if (known === "any" || known.includes(key)) return [];
  const offer = known.length > 0 ? `Use ${known.join(", ")}.` : "It sets no variables.";
  return [warning("variable-key-unknown", path, `${owner} sets no variable ${key}. ${offer}`)];
}

function producersByNamespace(pipeline: PipelineDeclaration): ReadonlyMap<string, ActionPlace> {
  const producers = new Map<string, ActionPlace>();
  for (const place of actionPlaces(pipeline)) {
    const { namespace } = place.action;
    if (namespace !== undefined && !producers.has(namespace)) producers.set(namespace, place);
  }
  return producers;
}
