"use client";
import { useMutation } from "@tanstack/react-query";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { changesOf } from "../changes";
import { ChangeList } from "../panels/change-list";
import { useEditor, useEditorState } from "../editor-context";

/** Two people changed the same part: who the other is, what differs, and a choice that drops neither side. */
export function ConflictDialog() {
  const editor = useEditor();
  const status = useStore(editor.saver.status);
  const draft = useEditorState((state) => state.draft);
  const resolve = useMutation({ mutationFn: (side: "mine" | "theirs") => editor.saver.resolve(side) });
  if (status.kind !== "conflict") return null;
  const { theirs } = status;
  const name = theirs.savedByName ?? "Someone";
  const changes = changesOf({ version: 0, declaration: theirs.declaration, updatedAt: null }, draft);
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      width="md"
      title={`Keep your draft, or take the one ${name} saved?`}
      description={status.message}
      footer={
        <>
          <Button
            pending={resolve.isPending && resolve.variables === "theirs"}
            onClick={() => resolve.mutate("theirs")}
          >
            Take theirs, keep mine as a version
          </Button>
          <Button
            variant="primary"
            pending={resolve.isPending && resolve.variables === "mine"}
            onClick={() => resolve.mutate("mine")}
          >
            Keep mine, keep theirs as a version
          </Button>
        </>
      }
    >
      <p className="text-muted">
        Their draft has {theirs.declaration.stages.length} stages, yours has {draft.stages.length}. This is what yours
        changes against theirs:
      </p>
      <ChangeList changes={changes} />
      {resolve.error && <ErrorNotice error={resolve.error} />}
    </Dialog>
  );
}
