import type { Draft } from "../draft";
import { withStages } from "./change";
import { isSourceStage } from "./fit-placement";
import { freeStageName } from "./place-action";

/** Adds an empty stage before the stage at this position, but never before the source stage. */
export function addStage(
  draft: Draft,
  { stageIndex, key, name = "Stage" }: { readonly stageIndex: number; readonly key: string; readonly name?: string },
): Draft {
  const [first] = draft.stages;
  const position = first && isSourceStage(first) ? Math.max(1, stageIndex) : stageIndex;
  return withStages(draft, draft.stages.toSpliced(position, 0, { key, name: freeStageName(draft, name), actions: [] }));
}
