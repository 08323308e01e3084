"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { MAX_VERSION_MESSAGE_LENGTH } from "@/lib/contracts/pipeline-version";
import { publishConflict, type PublishResult } from "@/lib/contracts/publish-pipeline";
import { declarationFromDraft } from "@/lib/pipeline/draft";
import { draftQuery } from "@/lib/queries/drafts";
import { ApiError } from "@/lib/queries/get-json";
import { publishPipeline } from "@/lib/queries/pipelines";
import { executionHref } from "@/lib/queries/urls";
import { changesOf } from "../changes";
import { focusOnMount } from "./focus-on-mount";
import { useEditor, useEditorState } from "../editor-context";
import { ChangeList } from "../panels/change-list";
import { problemsNow } from "../problems";
import { PublishConsequences } from "./publish-consequences";

/** The message, what changes, and what follows from it, before anything is sent. */
export function PublishDialog() {
  const editor = useEditor();
  const router = useRouter();
  const client = useQueryClient();
  const { connection, pipelineName } = editor.address;
  const [message, setMessage] = useState("");
  const [shouldRun, setShouldRun] = useState(false);
  const live = useEditorState((state) => state.live);
  const changes = useEditorState((state) => changesOf(state.live, state.draft));
  const errorCount = useEditorState((state) => problemsNow(state).errorCount);
  const { closeDialog, showDock } = editor.store.getState();

  const publish = useMutation({
    mutationFn: async (overwriteLiveVersion: number | undefined) => {
      await editor.saver.flush();
      const status = editor.saver.status.getState();
      if (status.kind !== "saved") throw new Error("The draft is not saved yet. Wait until it is, then publish again.");
      return publishPipeline(connection, pipelineName, {
        message: message.trim(),
        draftRevision: editor.saver.stored().revision,
        runAfterPublishing: shouldRun,
        ...(overwriteLiveVersion !== undefined && { overwriteLiveVersion }),
      });
    },
    onSuccess: (result) => published(result),
  });

  function published({ liveVersion, pipelineExecutionId }: PublishResult): void {
    const { draft, setLive } = editor.store.getState();
    editor.saver.published(liveVersion);
    setLive({ version: liveVersion, declaration: declarationFromDraft(draft), updatedAt: null });
    void client.invalidateQueries({ queryKey: draftQuery(connection, pipelineName).queryKey });
    toast.done(`Published ${pipelineName}, live v${liveVersion}`, {
      ...(pipelineExecutionId !== null && {
        detail: "An execution has started.",
        action: {
          label: "Open execution",
          onClick: () => router.push(executionHref(connection, pipelineName, pipelineExecutionId)),
        },
      }),
    });
    closeDialog();
  }

  const conflict = publish.error instanceof ApiError ? publishConflict.safeParse(publish.error.data) : null;
  const newLive = conflict?.success ? conflict.data.liveVersion : null;
  const isBlocked = errorCount > 0 || (live !== null && changes.length === 0);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isBlocked) publish.mutate(undefined);
  };
  const verb = live === null ? `Create ${pipelineName}` : `Publish v${live.version + 1}`;
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      width="md"
      title={
        live === null ? `Create ${pipelineName} in ${editor.connection.name}?` : `Publish the draft of ${pipelineName}?`
      }
      description={
        live === null
          ? "The connection gets a new pipeline, and its first execution starts."
          : `It replaces live v${live.version}. A version is saved with your message.`
      }
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          {newLive !== null ? (
            <Button variant="destructive-solid" pending={publish.isPending} onClick={() => publish.mutate(newLive)}>
              Publish over v{newLive}
            </Button>
          ) : (
            <Button variant="primary" type="submit" form="publish" pending={publish.isPending} disabled={isBlocked}>
              {shouldRun && live !== null ? `${verb} and run it` : verb}
            </Button>
          )}
        </>
      }
    >
      <form id="publish" onSubmit={submit} className="flex flex-col gap-3">
        {editor.code.isUnread() && (
          <Note tone="wait">
            The code holds text that could not be read. It is no part of what is published; it stays where it is.
          </Note>
        )}
        {errorCount > 0 && (
          <Note
            tone="fail"
            action={
              <Button
                size="sm"
                onClick={() => {
                  closeDialog();
                  showDock("problems");
                }}
              >
                Show problems
              </Button>
            }
          >
            {errorCount === 1 ? "1 error" : `${errorCount} errors`} would make AWS refuse this definition. Mend{" "}
            {errorCount === 1 ? "it" : "them"} first.
          </Note>
        )}
        <Field label="Message" aside={`${message.length} of ${MAX_VERSION_MESSAGE_LENGTH}`}>
          <Textarea
            ref={focusOnMount}
            rows={2}
            maxLength={MAX_VERSION_MESSAGE_LENGTH}
            placeholder="What changed, and why"
            value={message}
            onChange={({ target }) => setMessage(target.value)}
          />
        </Field>
        {live !== null && (
          <section className="flex flex-col gap-1.5">
            <h3>
              {changes.length === 1 ? "1 change" : `${changes.length} changes`} against live v{live.version}
            </h3>
            {changes.length === 0 ? (
              <p className="text-muted">The draft is the same as what is live, so there is nothing to publish.</p>
            ) : (
              <ChangeList changes={changes} />
            )}
          </section>
        )}
        <PublishConsequences />
        {live !== null && (
          <Checkbox checked={shouldRun} onCheckedChange={setShouldRun} label="Run it after publishing" />
        )}
        {publish.error && <ErrorNotice error={publish.error} />}
      </form>
    </Dialog>
  );
}
