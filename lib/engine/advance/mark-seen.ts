import { entryOf } from "@/lib/pipeline/entry-of";
import type { Turn } from "./turn";

/** Remembers the revision a source action saw last, so that a change is told from what is known. */
export function markSeen(
  turn: Turn,
  seen: { readonly actionName: string; readonly revisionId: string; readonly source?: string },
): void {
  const { seenRevisions } = turn.state;
  const { actionName, revisionId } = seen;
  const source = seen.source ?? entryOf(seenRevisions, actionName)?.source;
  turn.update({
    seenRevisions: {
      ...seenRevisions,
      [actionName]: { revisionId, seenAt: turn.at, ...(source !== undefined && { source }) },
    },
  });
}
