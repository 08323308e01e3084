import { actionTypeName } from "@/lib/pipeline/action-types/catalogue";
import type { DraftAction } from "@/lib/pipeline/draft";
import { runOrderOf } from "@/lib/pipeline/graph";

/** What a place on the canvas tells the eye, for those who hear it after the action's name. */
export function describeAction(action: DraftAction, stageName: string): string {
  return `${actionTypeName(action.actionTypeId)} action in stage ${stageName}, runOrder ${runOrderOf(action)}`;
}
