import { findActionType, isRequired } from "../action-types/catalogue";
import { uniqueArtifactName } from "../artifacts";
import { findAction, type Draft, type DraftAction } from "../draft";
import { runOrderOf, runsBefore } from "../graph";
import { changeActions, patch } from "./change";

export interface Connection {
  readonly fromKey: string;
  readonly toKey: string;
  /** The artifact to hand on; left out, the first output of the producer, or a new one named after it. */
  readonly name?: string;
}

/** True when the producer ends before the consumer starts, gives artifacts, and the consumer takes some. */
export function canConnect(draft: Draft, { fromKey, toKey }: Connection): boolean {
  const from = findAction(draft, fromKey);
  const to = findAction(draft, toKey);
  if (from === null || to === null) return false;
  const gives = (findActionType(from.action.actionTypeId)?.outputs.max ?? Infinity) > 0;
  const takes = (findActionType(to.action.actionTypeId)?.inputs.max ?? Infinity) > 0;
  const start = { stageIndex: from.stageIndex, runOrder: runOrderOf(from.action) };
  return gives && takes && runsBefore(start, { stageIndex: to.stageIndex, runOrder: runOrderOf(to.action) });
}

/**
 * Hands an artifact from one action to another and names it where it has no name yet. An action that takes one input
 * only exchanges it; one whose inputs are full, or that starts too early, leaves the draft as it is.
 */
export function connectArtifact(draft: Draft, connection: Connection): Draft {
  const from = findAction(draft, connection.fromKey)?.action;
  const to = findAction(draft, connection.toKey)?.action;
  if (!from || !to || !canConnect(draft, connection)) return draft;
  const outputs = from.outputArtifacts ?? [];
  const name = connection.name ?? outputs[0]?.name ?? uniqueArtifactName(draft, from.name);
  const consumer = withInput(to, name);
  if (consumer === to) return draft;
  return changeActions(draft, (action) => {
    if (action === to) return consumer;
    if (action !== from || outputs.some((output) => output.name === name)) return action;
    return patch<DraftAction>(action, { outputArtifacts: [...outputs, { name }] });
  });
}

/** Takes an input away from an action. The artifact itself stays with its producer. */
export function disconnectArtifact(
  draft: Draft,
  { toKey, name }: { readonly toKey: string; readonly name: string },
): Draft {
  return changeActions(draft, (action) => (action.key === toKey ? withoutInput(action, name) : action));
}

/** Adds an output artifact to an action, named after it where no name is given. */
export function addOutputArtifact(
  draft: Draft,
  { actionKey, name }: { readonly actionKey: string; readonly name?: string },
): Draft {
  return changeActions(draft, (action) => {
    if (action.key !== actionKey) return action;
    const output = { name: name ?? uniqueArtifactName(draft, action.name) };
    return patch<DraftAction>(action, { outputArtifacts: [...(action.outputArtifacts ?? []), output] });
  });
}

/** Removes an output artifact from an action, and from everyone who takes it. */
export function removeOutputArtifact(
  draft: Draft,
  { actionKey, name }: { readonly actionKey: string; readonly name: string },
): Draft {
  return changeActions(draft, (action) => {
    const outputs = action.outputArtifacts ?? [];
    if (action.key !== actionKey) return withoutInput(action, name);
    const others = outputs.filter((output) => output.name !== name);
    return others.length === outputs.length ? action : patch<DraftAction>(action, { outputArtifacts: others });
  });
}

function withInput(action: DraftAction, name: string): DraftAction {
  const inputs = action.inputArtifacts ?? [];
  const max = findActionType(action.actionTypeId)?.inputs.max ?? Infinity;
  if (inputs.some((input) => input.name === name)) return action;
  if (max === 1) return patch<DraftAction>(action, { inputArtifacts: [{ name }] });
  if (inputs.length >= max) return action;
  return withInputKeys(patch<DraftAction>(action, { inputArtifacts: [...inputs, { name }] }));
}

/** The action without this input, nor configuration that names it. */
export function withoutInput(action: DraftAction, name: string): DraftAction {
  const inputs = action.inputArtifacts ?? [];
  if (!inputs.some((input) => input.name === name)) return action;
  const properties = findActionType(action.actionTypeId)?.configuration ?? [];
  const naming = new Set(
    properties.filter(({ namesInputArtifact }) => namesInputArtifact).map((property) => property.name),
  );
  const configuration = Object.entries(action.configuration ?? {}).filter(
    ([key, value]) => !(naming.has(key) && value === name),
  );
  return withInputKeys(
    patch<DraftAction>(action, {
      inputArtifacts: inputs.filter((input) => input.name !== name),
      ...(action.configuration && { configuration: Object.fromEntries(configuration) }),
    }),
  );
}

/** With several inputs CodeBuild must know the primary one: the first stands in until a person chooses. */
function withInputKeys(action: DraftAction): DraftAction {
  const type = findActionType(action.actionTypeId);
  const first = action.inputArtifacts?.[0]?.name;
  if (type === null || first === undefined) return action;
  const missing = type.configuration.filter(
    (property) =>
      property.namesInputArtifact && isRequired(property, action, type) && !action.configuration?.[property.name],
  );
  if (missing.length === 0) return action;
  const configuration = { ...action.configuration, ...Object.fromEntries(missing.map(({ name }) => [name, first])) };
  return patch<DraftAction>(action, { configuration });
}
