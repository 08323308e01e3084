import type { Draft, DraftAction, DraftStage } from "@/lib/pipeline/draft";

/** An artifact on its way from one action to another, as a thing that can be selected and deleted. */
export interface WireEnds {
  readonly producerKey: string;
  readonly artifactName: string;
  readonly consumerKey: string;
}

export type Selected =
  | { readonly kind: "action"; readonly stage: DraftStage; readonly action: DraftAction }
  | { readonly kind: "stage"; readonly stage: DraftStage }
  | { readonly kind: "wire"; readonly wire: WireEnds };

const WIRE_PREFIX = "wire";
// Artifact names hold letters, digits, `_` and `-` only, and keys none of these signs.
const SEPARATOR = "|";

export function wireId({ producerKey, artifactName, consumerKey }: WireEnds): string {
  return [WIRE_PREFIX, producerKey, artifactName, consumerKey].join(SEPARATOR);
}

/** What a selected key stands for; null when the draft no longer holds it. */
export function findSelected(draft: Draft, key: string): Selected | null {
  const wire = parseWireId(key);
  if (wire) return isWired(draft, wire) ? { kind: "wire", wire } : null;
  for (const stage of draft.stages) {
    if (stage.key === key) return { kind: "stage", stage };
    const action = stage.actions.find((candidate) => candidate.key === key);
    if (action) return { kind: "action", stage, action };
  }
  return null;
}

/** Everything selected, in the order it was selected. */
export function selectedItems({
  draft,
  selected,
}: {
  readonly draft: Draft;
  readonly selected: readonly string[];
}): readonly Selected[] {
  return selected.flatMap((key) => findSelected(draft, key) ?? []);
}

/** The same array when nothing is missing, so that nobody renders for it. */
export function withoutMissing(keys: readonly string[], draft: Draft): readonly string[] {
  const kept = keys.filter((key) => findSelected(draft, key) !== null);
  return kept.length === keys.length ? keys : kept;
}

function parseWireId(key: string): WireEnds | null {
  const [prefix, producerKey, artifactName, consumerKey] = key.split(SEPARATOR);
  if (prefix !== WIRE_PREFIX || !producerKey || !artifactName || !consumerKey) return null;
  return { producerKey, artifactName, consumerKey };
}

function isWired(draft: Draft, { producerKey, artifactName, consumerKey }: WireEnds): boolean {
  const producer = findSelected(draft, producerKey);
  const consumer = findSelected(draft, consumerKey);
  return (
    producer?.kind === "action" &&
    consumer?.kind === "action" &&
    (producer.action.outputArtifacts ?? []).some(({ name }) => name === artifactName) &&
    (consumer.action.inputArtifacts ?? []).some(({ name }) => name === artifactName)
  );
}
