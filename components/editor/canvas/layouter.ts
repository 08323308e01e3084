import type { Draft, DraftAction } from "@/lib/pipeline/draft";
import { runOrderOf } from "@/lib/pipeline/graph";
import { layoutPipeline, type LayoutOptions } from "@/lib/pipeline/layout/layout";
import type { PipelineLayout } from "@/lib/pipeline/layout/pipeline-layout";
import { variableReferences } from "@/lib/pipeline/variables";

/**
 * Lays out one draft after another, and gives back the very layout as long as only texts change: a name or a value
 * moves nothing, and most edits are typing.
 */
export function createLayouter(): (draft: Draft, options: LayoutOptions) => PipelineLayout {
  let last: { readonly structure: string; readonly layout: PipelineLayout } | null = null;
  return (draft, options) => {
    const structure = `${JSON.stringify(options)}${structureOf(draft)}`;
    if (last?.structure !== structure) last = { structure, layout: layoutPipeline(draft, options) };
    return last.layout;
  };
}

/** Everything of a draft that decides where something stands or which wires there are. */
function structureOf(draft: Draft): string {
  return draft.stages.map(({ key, actions }) => `${key}(${actions.map(structureOfAction).join()})`).join();
}

const KNOWN = new WeakMap<DraftAction, string>();

function structureOfAction(action: DraftAction): string {
  const known = KNOWN.get(action);
  if (known !== undefined) return known;
  const names = (artifacts: DraftAction["inputArtifacts"] = []): string => artifacts.map(({ name }) => name).join("+");
  const reads = variableReferences(action).map(({ namespace, key }) => `${namespace}.${key}`);
  const structure = [
    action.key,
    runOrderOf(action),
    names(action.inputArtifacts),
    names(action.outputArtifacts),
    action.namespace ?? "",
    reads.join("+"),
  ].join("|");
  KNOWN.set(action, structure);
  return structure;
}
