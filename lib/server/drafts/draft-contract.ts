import "server-only";
import type { LiveDefinition, SavedDraft } from "@/lib/contracts/draft";
import type { EditablePipelineRow } from "@/lib/db/drafts";

/** Rows to our HTTP JSON: instants become ISO strings. */
export function draftToContract(draft: EditablePipelineRow["draft"]): SavedDraft | null {
  return draft && { ...draft, updatedAt: new Date(draft.updatedAt).toISOString() };
}

export function liveToContract(live: EditablePipelineRow["live"]): LiveDefinition | null {
  return live && { ...live, updatedAt: live.updatedAt === null ? null : new Date(live.updatedAt).toISOString() };
}
