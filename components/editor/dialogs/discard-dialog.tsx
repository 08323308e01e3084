"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { deleteDraft } from "@/lib/queries/drafts";
import { replaceDeclaration } from "../commands/replace-declaration";
import { useEditor, useEditorState } from "../editor-context";

/** Back to what is live. A pipeline that was never published goes altogether. */
export function DiscardDialog() {
  const editor = useEditor();
  const live = useEditorState((state) => state.live);
  const { closeDialog } = editor.store.getState();
  return live === null ? (
    <DeletePipeline onClose={closeDialog} />
  ) : (
    <AlertDialog
      open
      onOpenChange={closeDialog}
      title={`Discard the draft of ${editor.address.pipelineName}?`}
      description={`The draft becomes what is live, v${live.version}. You can undo this while the editor is open.`}
      confirmLabel="Discard draft"
      onConfirm={() => {
        replaceDeclaration(editor, live.declaration, "discard the draft");
        closeDialog();
      }}
    />
  );
}

function DeletePipeline({ onClose }: { readonly onClose: () => void }) {
  const editor = useEditor();
  const router = useRouter();
  const { connection, pipelineName } = editor.address;
  const remove = useMutation({
    mutationFn: async () => {
      await editor.saver.flush();
      return deleteDraft(connection, pipelineName);
    },
    onSuccess: () => router.push("/pipelines"),
  });
  return (
    <AlertDialog
      open
      onOpenChange={onClose}
      title={`Delete ${pipelineName}?`}
      description="It was never published, so the draft and its saved versions are all there is. This cannot be undone."
      confirmLabel={`Delete ${pipelineName}`}
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {remove.error && <ErrorNotice error={remove.error} />}
    </AlertDialog>
  );
}
