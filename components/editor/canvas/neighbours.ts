import type { PipelineLayout } from "@/lib/pipeline/layout/pipeline-layout";

export type Direction = "left" | "right" | "up" | "down";

/** What stands next to a stage or an action on the canvas; null at the edge. A stage's header is above its actions. */
export function neighbourOf(layout: PipelineLayout, key: string, direction: Direction): string | null {
  const stageIndex = layout.stages.findIndex((stage) => stage.key === key);
  if (stageIndex >= 0) return neighbourOfStage(layout, stageIndex, direction);
  const columns = layout.stages.flatMap((stage) => stage.groups.map((group) => ({ stage, actions: group.actions })));
  const column = columns.findIndex(({ actions }) => actions.some((action) => action.key === key));
  const here = columns[column];
  if (!here) return null;
  const row = here.actions.findIndex((action) => action.key === key);
  switch (direction) {
    case "up":
      return here.actions[row - 1]?.key ?? here.stage.key;
    case "down":
      return here.actions[row + 1]?.key ?? null;
    case "left":
    case "right": {
      const beside = columns[column + (direction === "left" ? -1 : 1)];
      return beside ? (beside.actions[Math.min(row, beside.actions.length - 1)]?.key ?? beside.stage.key) : null;
    }
  }
}

function neighbourOfStage(layout: PipelineLayout, index: number, direction: Direction): string | null {
  switch (direction) {
    case "left":
      return layout.stages[index - 1]?.key ?? null;
    case "right":
      return layout.stages[index + 1]?.key ?? null;
    case "down":
      return layout.stages[index]?.groups[0]?.actions[0]?.key ?? null;
    case "up":
      return null;
  }
}
