"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { MAX_VERSION_MESSAGE_LENGTH } from "@/lib/contracts/pipeline-version";
import { declarationFromDraft } from "@/lib/pipeline/draft";
import { pipelineVersionsQuery, postPipelineVersion } from "@/lib/queries/pipeline-versions";
import { focusOnMount } from "./focus-on-mount";
import { useEditor } from "../editor-context";

/** Keeps the draft as it is now under a number and a message, to come back to. */
export function SaveVersionDialog() {
  const editor = useEditor();
  const client = useQueryClient();
  const [message, setMessage] = useState("");
  const { connection, pipelineName } = editor.address;
  const { closeDialog } = editor.store.getState();
  const save = useMutation({
    mutationFn: async () => {
      const declaration = declarationFromDraft(editor.store.getState().draft);
      return postPipelineVersion(connection, pipelineName, { message: message.trim(), declaration });
    },
    onSuccess: ({ number }) => {
      toast.done(`Saved version ${number} of ${pipelineName}`);
      void client.invalidateQueries({ queryKey: pipelineVersionsQuery(connection, pipelineName).queryKey });
      closeDialog();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (message.trim() !== "") save.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      title={`Save a version of ${pipelineName}?`}
      description="A version is kept for ever and can be restored. Nothing is published."
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="save-version"
            pending={save.isPending}
            disabled={message.trim() === ""}
          >
            Save version
          </Button>
        </>
      }
    >
      <form id="save-version" onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Message" required aside={`${message.length} of ${MAX_VERSION_MESSAGE_LENGTH}`}>
          <Textarea
            ref={focusOnMount}
            rows={3}
            maxLength={MAX_VERSION_MESSAGE_LENGTH}
            placeholder="What changed, and why"
            value={message}
            onChange={({ target }) => setMessage(target.value)}
          />
        </Field>
        {save.error && <ErrorNotice error={save.error} />}
      </form>
    </Dialog>
  );
}
