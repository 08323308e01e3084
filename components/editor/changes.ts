import type { LiveDefinition } from "@/lib/contracts/draft";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { diffPipelines, type PipelineChange } from "@/lib/pipeline/diff";
import type { Mark } from "@/lib/pipeline/compare-pipelines";
import { declarationFromDraft, type Draft } from "@/lib/pipeline/draft";
import type { EditorState } from "./store/editor-state";

const NONE: readonly PipelineChange[] = [];
const KNOWN = new WeakMap<Draft, { readonly base: PipelineDeclaration; readonly changes: readonly PipelineChange[] }>();

/** How the draft differs from what is live, worked out once for the two; empty while nothing is live. */
export function changesOf(live: LiveDefinition | null, draft: Draft): readonly PipelineChange[] {
  if (live === null) return NONE;
  const known = KNOWN.get(draft);
  if (known?.base === live.declaration) return known.changes;
  const changes = diffPipelines(live.declaration, declarationFromDraft(draft));
  KNOWN.set(draft, { base: live.declaration, changes });
  return changes;
}

/** Whether an action is new or different; null when it is what is live. */
function changeOf(live: LiveDefinition | null, draft: Draft, actionKey: string): "added" | "changed" | null {
  const changes = changesOf(live, draft);
  if (changes.length === 0) return null;
  const stage = draft.stages.find(({ actions }) => actions.some(({ key }) => key === actionKey));
  const action = stage?.actions.find(({ key }) => key === actionKey);
  const change = changes.find(
    (candidate) =>
      candidate.subject === "action" &&
      candidate.kind !== "removed" &&
      candidate.stageName === stage?.name &&
      candidate.actionName === action?.name,
  );
  if (change === undefined) return null;
  return change.kind === "added" ? "added" : "changed";
}

/** What became of a stage or an action: by the comparison that is shown, or else against what is live. */
export function markOf(
  { live, draft, marks }: Pick<EditorState, "live" | "draft" | "marks">,
  key: string,
): Mark | null {
  return marks === null ? changeOf(live, draft, key) : (marks.get(key) ?? null);
}

/** The key of what a change is about, for the canvas to show; null when it is gone or is the pipeline itself. */
export function nodeKeyOf(draft: Draft, change: PipelineChange): string | null {
  if (change.subject === "pipeline" || change.kind === "removed") return null;
  const stage = draft.stages.find(({ name }) => name === change.stageName);
  if (change.subject === "stage") return stage?.key ?? null;
  return stage?.actions.find(({ name }) => name === change.actionName)?.key ?? null;
}
