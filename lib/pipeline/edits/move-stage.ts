import type { Draft } from "../draft";
import { withStages } from "./change";
import { isSourceStage } from "./fit-placement";

/**
 * Moves a stage before the stage that stands at `stageIndex` now; the number of stages means to the end. The source
 * stage stays first, and nothing moves before it.
 */
export function moveStage(
  draft: Draft,
  { stageKey, stageIndex }: { readonly stageKey: string; readonly stageIndex: number },
): Draft {
  const from = draft.stages.findIndex(({ key }) => key === stageKey);
  const stage = draft.stages[from];
  const [first] = draft.stages;
  if (stage === undefined || (first && isSourceStage(first) && (from === 0 || stageIndex === 0))) return draft;
  const to = stageIndex > from ? stageIndex - 1 : stageIndex;
  return withStages(draft, draft.stages.toSpliced(from, 1).toSpliced(to, 0, stage));
}
