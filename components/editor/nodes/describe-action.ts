import { actionTypeName } from "@/lib/pipeline/action-types/catalogue";
import type { DraftAction } from "@/lib/pipeline/draft";
import { runOrderOf } from "@/lib/pipeline/graph";

/** An action as a sentence, for those who hear the editor. */
export function describeAction(action: DraftAction, stageName: string, problemCount: number): string {
  const problems = problemCount === 0 ? "" : `, ${problemCount === 1 ? "1 problem" : `${problemCount} problems`}`;
  return `${action.name}, ${actionTypeName(action.actionTypeId)} action in stage ${stageName}, runOrder ${runOrderOf(action)}${problems}`;
}
