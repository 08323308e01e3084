import type { Draft } from "@/lib/pipeline/draft";
import { canConnect as mayConnect, connectArtifact } from "@/lib/pipeline/edits/connect-artifact";
import type { Editor } from "../editor";
import { findSelected } from "../store/selection";

interface Ends {
  readonly producerKey: string;
  readonly consumerKey: string;
}

export function canConnect(draft: Draft, { producerKey, consumerKey }: Ends): boolean {
  return mayConnect(draft, { fromKey: producerKey, toKey: consumerKey });
}

/** Draws a wire: the artifact is the producer's first output, or a new one named after it. */
export function connectActions(editor: Editor, { producerKey, consumerKey }: Ends): void {
  const { draft, select } = editor.store.getState();
  const from = findSelected(draft, producerKey);
  const to = findSelected(draft, consumerKey);
  if (from?.kind !== "action" || to?.kind !== "action") return;
  editor.edit(`connect ${from.action.name} to ${to.action.name}`, (before) =>
    connectArtifact(before, { fromKey: producerKey, toKey: consumerKey }),
  );
  select([consumerKey]);
}
