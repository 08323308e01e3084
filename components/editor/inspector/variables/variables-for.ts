import type { Draft } from "@/lib/pipeline/draft";
import { runOrderOf, type Moment } from "@/lib/pipeline/graph";
import type { ConditionType } from "@/lib/pipeline/validation/rule";
import { visibleNamespaces } from "@/lib/pipeline/variables";
import { findSelected } from "../../store/selection";

/** Who reads: an action, or the rules of a stage's condition. */
export type VariableScope =
  | { readonly kind: "action"; readonly actionKey: string }
  | { readonly kind: "condition"; readonly stageKey: string; readonly type: ConditionType };

/** Every `#{namespace.key}` that can be read there. A namespace whose keys only the run decides is offered open-ended. */
export function variablesFor(draft: Draft, scope: VariableScope): readonly string[] {
  const moment = momentOf(draft, scope);
  if (moment === null) return [];
  return visibleNamespaces(draft, moment).flatMap(({ namespace, keys }) =>
    keys === "any" ? [`#{${namespace}.`] : keys.map((key) => `#{${namespace}.${key}}`),
  );
}

/** When it reads; null for what the draft no longer has. Entry conditions come before the actions, others behind. */
export function momentOf(draft: Draft, scope: VariableScope): Moment | null {
  if (scope.kind === "condition") {
    const stageIndex = draft.stages.findIndex(({ key }) => key === scope.stageKey);
    return stageIndex < 0 ? null : { stageIndex, runOrder: scope.type === "beforeEntry" ? 0 : Infinity };
  }
  const found = findSelected(draft, scope.actionKey);
  if (found?.kind !== "action") return null;
  return { stageIndex: draft.stages.indexOf(found.stage), runOrder: runOrderOf(found.action) };
}
