import type { Draft, DraftAction, DraftStage } from "@/lib/pipeline/draft";

const PREFIX = "folded/";

/** The key of the one node that stands for a folded stage's actions. */
export function foldedKey(stageKey: string): string {
  return `${PREFIX}${stageKey}`;
}

/** The stage whose folded actions this node stands for; null for any other node. */
export function stageOfFolded(key: string): string | null {
  return key.startsWith(PREFIX) ? key.slice(PREFIX.length) : null;
}

/**
 * The draft as the canvas lays it out: the actions of a folded stage are one, which takes what they take from elsewhere
 * and gives what they give, so that its wires stay. The same draft comes back while nothing is folded.
 */
export function foldStages(draft: Draft, folded: readonly string[]): Draft {
  const isFolded = ({ key, actions }: DraftStage): boolean => folded.includes(key) && actions.length > 0;
  if (!draft.stages.some(isFolded)) return draft;
  return { ...draft, stages: draft.stages.map((stage) => (isFolded(stage) ? folding(stage) : stage)) };
}

function folding(stage: DraftStage): DraftStage {
  const outputs = stage.actions.flatMap(({ outputArtifacts = [] }) => outputArtifacts);
  const made = new Set(outputs.map(({ name }) => name));
  const inputs = stage.actions.flatMap(({ inputArtifacts = [] }) => inputArtifacts.map(({ name }) => name));
  const taken = [...new Set(inputs)].filter((name) => !made.has(name));
  const [first] = stage.actions;
  if (!first) return stage;
  const one: DraftAction = {
    key: foldedKey(stage.key),
    name: stage.actions.length === 1 ? "1 action" : `${stage.actions.length} actions`,
    actionTypeId: first.actionTypeId,
    inputArtifacts: taken.map((name) => ({ name })),
    outputArtifacts: outputs.map(({ name }) => ({ name })),
  };
  return { ...stage, actions: [one] };
}
