import type { Draft, DraftAction, DraftStage } from "@/lib/pipeline/draft";
import { actionGroups } from "@/lib/pipeline/graph";

/** A visible line of the outline, top to bottom. */
export type OutlineRow =
  | {
      readonly kind: "stage";
      readonly id: string;
      readonly level: 1;
      readonly stage: DraftStage;
      readonly number: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: "group";
      readonly id: string;
      readonly level: 2;
      readonly stage: DraftStage;
      readonly runOrder: number;
      readonly isParallel: boolean;
    }
  | {
      readonly kind: "action";
      readonly id: string;
      readonly level: 3;
      readonly stage: DraftStage;
      readonly action: DraftAction;
    };

/** The pipeline as the lines of a tree: stages, their groups in the order they run, their actions. */
export function outlineRows(draft: Draft, closed: ReadonlySet<string>): readonly OutlineRow[] {
  return draft.stages.flatMap((stage, index): OutlineRow[] => {
    const isOpen = !closed.has(stage.key);
    const header: OutlineRow = { kind: "stage", id: stage.key, level: 1, stage, number: index + 1, isOpen };
    if (!isOpen) return [header];
    const groups = actionGroups(stage.actions).flatMap(({ runOrder, actions }): OutlineRow[] => [
      {
        kind: "group",
        id: `${stage.key}/${runOrder}`,
        level: 2,
        stage,
        runOrder,
        isParallel: actions.length > 1,
      },
      ...actions.map((action): OutlineRow => ({ kind: "action", id: action.key, level: 3, stage, action })),
    ]);
    return [header, ...groups];
  });
}
