import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "../declaration";
import { matchPipelines } from "../match-pipelines";
import type { Sides } from "./merge-members";

/** A declaration taken apart, each part under an id that is the same on every side. Maps keep declaration order. */
export interface IdentifiedPipeline {
  readonly root: Omit<PipelineDeclaration, "stages">;
  readonly stages: ReadonlyMap<string, IdentifiedStage>;
  readonly actions: ReadonlyMap<string, IdentifiedAction>;
}

export interface IdentifiedStage {
  readonly members: Omit<StageDeclaration, "actions">;
}

export interface IdentifiedAction {
  readonly stageId: string;
  readonly members: ActionDeclaration;
}

/**
 * Gives stages and actions ids across three sides: what stands for the same thing of the base has its id. What both
 * sides added under one name is one thing.
 */
export function identify({ base, mine, theirs }: Sides<PipelineDeclaration>): Sides<IdentifiedPipeline> {
  const ids = new Map<object, string>();
  base.stages.forEach((stage, index) => {
    ids.set(stage, `base-${index}`);
    stage.actions.forEach((action, row) => ids.set(action, `base-${index}-${row}`));
  });
  const sideIds = (side: PipelineDeclaration): ReadonlyMap<object, string> => {
    const { stages, actions } = matchPipelines(base, side);
    return new Map([...stages, ...actions].map(([old, now]) => [now, ids.get(old) ?? ""]));
  };
  return {
    base: takeApart(base, ids),
    mine: takeApart(mine, sideIds(mine)),
    theirs: takeApart(theirs, sideIds(theirs)),
  };
}

function takeApart(pipeline: PipelineDeclaration, ids: ReadonlyMap<object, string>): IdentifiedPipeline {
  const { stages: declared, version: _version, ...root } = pipeline;
  const stages = new Map<string, IdentifiedStage>();
  const actions = new Map<string, IdentifiedAction>();
  for (const stage of declared) {
    const { actions: own, ...members } = stage;
    const stageId = ids.get(stage) ?? `new-${stage.name}`;
    stages.set(stageId, { members });
    for (const action of own) {
      actions.set(ids.get(action) ?? `new-${stageId}/${action.name}`, { stageId, members: action });
    }
  }
  return { root, stages, actions };
}
