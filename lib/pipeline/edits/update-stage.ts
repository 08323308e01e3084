import type { Draft, DraftStage } from "../draft";
import { changeStages, patch } from "./change";

export type StageChange = Partial<Omit<DraftStage, "key" | "actions">>;

/** Sets members of a stage, such as its name or its conditions; `undefined` removes one. */
export function updateStage(draft: Draft, stageKey: string, change: StageChange): Draft {
  return changeStages(draft, (stage) => (stage.key === stageKey ? patch<DraftStage>(stage, change) : stage));
}
