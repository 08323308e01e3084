import type { Draft } from "@/lib/pipeline/draft";
import { runOrderOf } from "@/lib/pipeline/graph";
import { visibleNamespaces } from "@/lib/pipeline/variables";
import { findSelected } from "../store/selection";

/** Every `#{namespace.key}` an action can see. A namespace whose keys only the run decides is offered open-ended. */
export function variablesFor(draft: Draft, actionKey: string): readonly string[] {
  const found = findSelected(draft, actionKey);
  if (found?.kind !== "action") return [];
  const moment = { stageIndex: draft.stages.indexOf(found.stage), runOrder: runOrderOf(found.action) };
  return visibleNamespaces(draft, moment).flatMap(({ namespace, keys }) =>
    keys === "any" ? [`#{${namespace}.`] : keys.map((key) => `#{${namespace}.${key}}`),
  );
}
