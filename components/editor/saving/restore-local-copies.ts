import { toast } from "@/components/ui/toast";
import { diffPipelines } from "@/lib/pipeline/diff";
import { declarationFromDraft } from "@/lib/pipeline/draft";
import { mergePipelines } from "@/lib/pipeline/merge/merge-pipelines";
import { postPipelineVersion } from "@/lib/queries/pipeline-versions";
import { replaceDeclaration } from "../commands/replace-declaration";
import type { Editor } from "../editor";
import type { FoundCopy, LocalCopies } from "./local-copies";

const CLOCK = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/**
 * Brings back edits that this browser kept because they could not be stored. What fits joins the draft as one edit;
 * what clashes with it is kept as a version. A copy goes away only once it is stored one way or the other.
 */
export function restoreLocalCopies(editor: Editor, copies: LocalCopies): void {
  for (const copy of copies.find()) void restore(editor, copies, copy);
}

async function restore(editor: Editor, copies: LocalCopies, copy: FoundCopy): Promise<void> {
  const when = CLOCK.format(copy.keptAt);
  const theirs = declarationFromDraft(editor.store.getState().draft);
  const merged = mergePipelines({ base: copy.base, mine: copy.declaration, theirs });
  if (!merged.ok) {
    const { connection, pipelineName } = editor.address;
    const message = `Edits this browser kept on ${when}; the draft has changed since`;
    await postPipelineVersion(connection, pipelineName, { message, declaration: copy.declaration });
    copies.drop(copy.id);
    toast.told(`Edits kept in this browser on ${when} no longer fit the draft`, {
      detail: "They are kept as a version. Open Versions to compare.",
    });
    return;
  }
  if (diffPipelines(theirs, merged.declaration).length > 0) {
    replaceDeclaration(editor, merged.declaration, `bring back edits of ${when}`);
    toast.done(`Brought back edits that were not stored on ${when}`);
  }
  await editor.saver.flush();
  if (editor.saver.status.getState().kind === "saved") copies.drop(copy.id);
}
