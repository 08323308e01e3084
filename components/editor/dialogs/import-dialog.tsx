"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { ImportedPipeline } from "@/lib/pipeline/formats/import-pipelines";
import { putMetadata } from "@/lib/queries/drafts";
import { replaceDeclaration } from "../commands/replace-declaration";
import { useEditor } from "../editor-context";
import { DefinitionSource } from "../import/definition-source";

/** Puts a definition from elsewhere into this draft, as one edit. */
export function ImportDialog() {
  const editor = useEditor();
  const [imported, setImported] = useState<ImportedPipeline | null>(null);
  const { closeDialog } = editor.store.getState();
  const { connection, pipelineName } = editor.address;
  const keep = useMutation({
    // First what stands beside the declaration: a draft without it would lose its expressions.
    mutationFn: ({ metadata }: ImportedPipeline) => putMetadata(connection, pipelineName, metadata),
    onSuccess: (_done, { declaration, metadata }) => {
      editor.store.getState().setMetadata(metadata);
      replaceDeclaration(editor, declaration, `import ${declaration.name}`);
      closeDialog();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      width="lg"
      title={`Import a definition into ${pipelineName}?`}
      description="It replaces the stages and settings of the draft and can be undone. The pipeline keeps its name."
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            variant="primary"
            disabled={imported === null}
            pending={keep.isPending}
            onClick={() => imported && keep.mutate(imported)}
          >
            Import into the draft
          </Button>
        </>
      }
    >
      <DefinitionSource onRead={setImported} />
      {keep.error && <ErrorNotice error={keep.error} />}
    </Dialog>
  );
}
