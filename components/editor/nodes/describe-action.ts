import { actionTypeName } from "@/lib/pipeline/action-types/catalogue";
import { runOrderOf } from "@/lib/pipeline/graph";
import { problemsOf } from "../problems";
import type { EditorState } from "../store/editor-state";
import { findSelected } from "../store/selection";

/** An action as a sentence, for those who hear the canvas. */
export function describeAction(state: EditorState, key: string): string {
  const found = findSelected(state.draft, key);
  if (found?.kind !== "action") return "";
  const { action, stage } = found;
  const issues = problemsOf(state).byNode.get(key) ?? [];
  const problems = issues.length === 0 ? "" : `, ${issues.length === 1 ? "1 problem" : `${issues.length} problems`}`;
  return `${action.name}, ${actionTypeName(action.actionTypeId)} action in stage ${stage.name}, runOrder ${runOrderOf(action)}${problems}`;
}
