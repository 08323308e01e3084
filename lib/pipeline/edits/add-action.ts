import { findActionType } from "../action-types/catalogue";
import { freeName, uniqueArtifactName } from "../artifacts";
import type { ActionCategory, ActionTypeId } from "../declaration";
import type { Draft, DraftAction } from "../draft";
import { MAX_NAME_LENGTH } from "../limits";
import { fitPlacement } from "./fit-placement";
import { placeAction } from "./place-action";
import type { Placement } from "./placement";

const ACTION_NAMES = {
  Source: "Source",
  Build: "Build",
  Compute: "Run",
  Test: "Test",
  Approval: "Approve",
  Deploy: "Deploy",
  Invoke: "Invoke",
} as const satisfies Record<ActionCategory, string>;

export interface NewAction {
  readonly actionTypeId: ActionTypeId;
  readonly placement: Placement;
  /** The key of the new action. */
  readonly key: string;
  /** For the key of a stage, where one has to be made. */
  readonly nextKey: () => string;
}

/**
 * Adds an action with a name of its own and, where its type always has an output, that output. It goes to the nearest
 * place that the source laws allow.
 */
export function addAction(draft: Draft, { actionTypeId, placement, key, nextKey }: NewAction): Draft {
  const type = findActionType(actionTypeId);
  const name = freeName(ACTION_NAMES[actionTypeId.category], actionNames(draft), MAX_NAME_LENGTH);
  const outputs = type !== null && type.outputs.min > 0 ? [{ name: uniqueArtifactName(draft, name) }] : [];
  const action: DraftAction = {
    key,
    name,
    actionTypeId,
    runOrder: 1,
    configuration: {},
    ...(type?.takesCommands && { commands: [] }),
    inputArtifacts: [],
    outputArtifacts: outputs,
  };
  return placeAction(draft, action, fitPlacement(draft, actionTypeId.category, placement), nextKey);
}

/** The names in use. AWS asks for names unique in a stage; new ones are unique in the pipeline, to be told apart. */
export function actionNames(draft: Draft): Set<string> {
  return new Set(draft.stages.flatMap(({ actions }) => actions.map(({ name }) => name)));
}
