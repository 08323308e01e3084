"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ImportedPipeline } from "@/lib/pipeline/formats/import-pipelines";
import { replaceDeclaration } from "../commands/replace-declaration";
import { useEditor } from "../editor-context";
import { DefinitionReader } from "../import/definition-reader";

/** Puts a definition from elsewhere into this draft, as one edit. */
export function ImportDialog() {
  const editor = useEditor();
  const [imported, setImported] = useState<ImportedPipeline | null>(null);
  const { closeDialog } = editor.store.getState();
  const { pipelineName } = editor.address;
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      width="md"
      title={`Import a definition into ${pipelineName}?`}
      description="It replaces the stages and settings of the draft and can be undone. The pipeline keeps its name."
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            variant="primary"
            disabled={imported === null}
            onClick={() => {
              if (imported) replaceDeclaration(editor, imported.declaration, `import ${imported.declaration.name}`);
              closeDialog();
            }}
          >
            Import into the draft
          </Button>
        </>
      }
    >
      <DefinitionReader onRead={setImported} />
    </Dialog>
  );
}
