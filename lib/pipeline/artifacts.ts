import type { ActionDeclaration } from "./declaration";
import { actionPlaces, runsBefore, type ActionPlace, type Moment, type PipelineShape } from "./graph";
import { MAX_NAME_LENGTH } from "./limits";

/** One artifact name: who makes it and who takes it, in declaration order. */
export interface ArtifactFlow<Action extends ActionDeclaration = ActionDeclaration> {
  readonly name: string;
  /** One in a valid pipeline; none when nothing makes it, several when names collide. */
  readonly producers: readonly ActionPlace<Action>[];
  readonly consumers: readonly ActionPlace<Action>[];
}

/** An artifact on its way from the action that makes it to those that take it. */
export interface ArtifactWire<Action extends ActionDeclaration = ActionDeclaration> {
  readonly name: string;
  readonly from: ActionPlace<Action>;
  /** Never empty. */
  readonly to: readonly ActionPlace<Action>[];
}

/** Every artifact name that the pipeline's actions mention, in order of first mention. */
export function artifactFlows<Action extends ActionDeclaration>(
  pipeline: PipelineShape<Action>,
): readonly ArtifactFlow<Action>[] {
  const flows = new Map<string, { producers: ActionPlace<Action>[]; consumers: ActionPlace<Action>[] }>();
  const flow = (name: string) => {
    const known = flows.get(name) ?? { producers: [], consumers: [] };
    flows.set(name, known);
    return known;
  };
  for (const place of actionPlaces(pipeline)) {
    for (const { name } of place.action.inputArtifacts ?? []) flow(name).consumers.push(place);
    for (const { name } of place.action.outputArtifacts ?? []) flow(name).producers.push(place);
  }
  return [...flows].map(([name, ends]) => ({ name, ...ends }));
}

/**
 * What can be drawn as a wire: each consumer is joined to the first producer that is certain to end before it.
 * A consumer without one gets no wire; validation says why.
 */
export function artifactWires<Action extends ActionDeclaration>(
  pipeline: PipelineShape<Action>,
): readonly ArtifactWire<Action>[] {
  return artifactFlows(pipeline).flatMap(({ name, producers, consumers }) => {
    const targets = new Map<ActionPlace<Action>, ActionPlace<Action>[]>();
    for (const consumer of consumers) {
      const from = producers.find((producer) => runsBefore(producer, consumer));
      if (from) targets.set(from, [...(targets.get(from) ?? []), consumer]);
    }
    return [...targets].map(([from, to]) => ({ name, from, to }));
  });
}

/** The artifacts an action at this moment may take, nearest producer last. */
export function availableArtifacts<Action extends ActionDeclaration>(
  pipeline: PipelineShape<Action>,
  moment: Moment,
): readonly { readonly name: string; readonly producer: ActionPlace<Action> }[] {
  return actionPlaces(pipeline)
    .filter((place) => runsBefore(place, moment))
    .flatMap((producer) => (producer.action.outputArtifacts ?? []).map(({ name }) => ({ name, producer })));
}

/** Every name in use as an artifact. */
export function artifactNames(pipeline: PipelineShape): ReadonlySet<string> {
  return new Set(artifactFlows(pipeline).map(({ name }) => name));
}

/**
 * A free artifact name for what this action makes: `BuildOutput`, then `BuildOutput2`. Characters that an artifact
 * name cannot hold are dropped.
 */
export function uniqueArtifactName(pipeline: PipelineShape, actionName: string): string {
  const stem = actionName.replaceAll(/[^A-Za-z0-9_-]/g, "");
  return freeName(`${stem}Output`, artifactNames(pipeline), MAX_NAME_LENGTH);
}

/** `name`, or `name` with the lowest number from 2 on that is not taken, cut so that it fits. */
export function freeName(name: string, taken: ReadonlySet<string>, maxLength: number): string {
  const cut = name.slice(0, maxLength);
  if (!taken.has(cut)) return cut;
  for (let number = 2; ; number += 1) {
    const candidate = `${name.slice(0, maxLength - String(number).length)}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
