"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Note } from "@/components/ui/note";
import type { SourceRevision } from "@/lib/contracts/execution-summary";
import type { StartExecutionInput } from "@/lib/contracts/start-execution";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { findStartProblems, type StartProblem } from "@/lib/pipeline/start-problems";
import { startExecution } from "@/lib/queries/executions";
import { executionHref, pipelineHref } from "@/lib/queries/urls";
import { RevisionFields } from "./revision-fields";
import { EMPTY_FORM, type StartForm, startInputOf, startLinkQuery } from "./start-form";
import { VariableFields } from "./variable-fields";

const MOST_NAMES = 8;
const LONGEST_NAME = 60;

interface StartDialogProps {
  readonly connection: string;
  readonly pipelineName: string;
  readonly declaration: PipelineDeclaration;
  /** Values to begin with, such as those of an earlier execution. */
  readonly initial?: StartForm;
  /** Set when a link filled the form in: what it names that the pipeline does not have. */
  readonly ignoredOfLink?: readonly string[];
  /** The execution that is started again. */
  readonly earlier?: { readonly pipelineExecutionId: string; readonly sourceRevisions: readonly SourceRevision[] };
  readonly onClose: () => void;
}

/** Starts an execution, with variables and revisions of the sources. Nothing starts before the button. Mount it to open it. */
export function StartDialog(props: StartDialogProps) {
  const { connection, pipelineName, declaration, initial = EMPTY_FORM, ignoredOfLink, earlier, onClose } = props;
  const router = useRouter();
  const client = useQueryClient();
  const [form, setForm] = useState(initial);
  const [hasSubmitted, setSubmitted] = useState(false);
  const start = useMutation({
    mutationFn: (input: StartExecutionInput) => startExecution(connection, pipelineName, input),
    onSuccess: ({ pipelineExecutionId }) => {
      onClose();
      router.push(executionHref(connection, pipelineName, pipelineExecutionId));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["pipelines", connection, pipelineName] }),
  });
  const input = startInputOf(form, declaration);
  const problems = findStartProblems(declaration, input);
  // What a link filled in is judged at once; what is still empty only when it is sent.
  const shown = hasSubmitted ? problems : ignoredOfLink ? problems.filter((one) => isFilledIn(one, input)) : [];

  function submit() {
    setSubmitted(true);
    if (problems.length === 0) start.mutate(input);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Start ${pipelineName}?`}
      description={
        input.sourceRevisions.length === 0
          ? "Takes the latest revision of every source."
          : "Takes the given revisions, and the latest of every other source."
      }
      footer={
        <>
          <span className="mr-auto flex items-center gap-1 text-small text-muted">
            <StartLink connection={connection} pipelineName={pipelineName} query={startLinkQuery(form, declaration)} />
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" pending={start.isPending} onClick={submit}>
            Start execution
          </Button>
        </>
      }
    >
      {ignoredOfLink && (
        <Note tone={ignoredOfLink.length > 0 ? "wait" : "info"}>
          <span className="[overflow-wrap:anywhere]">
            Filled in from a link; nothing has started yet. Look at every value: anybody can write a link.
            {ignoredOfLink.length > 0 &&
              ` Left out, as the pipeline does not take it or it cannot be shown: ${namesOf(ignoredOfLink)}.`}
          </span>
        </Note>
      )}
      {declaration.executionMode === "QUEUED" && (
        <Note>Executions of this pipeline queue: it waits where an earlier one still runs.</Note>
      )}
      <VariableFields
        variables={declaration.variables ?? []}
        values={form.variables}
        onChange={(variables) => setForm({ ...form, variables })}
        problems={shown}
      />
      <RevisionFields
        declaration={declaration}
        values={form.revisions}
        onChange={(revisions) => setForm({ ...form, revisions })}
        problems={shown}
        {...(earlier && { earlier })}
      />
      {start.error && <ErrorNotice error={start.error} />}
    </Dialog>
  );
}

function isFilledIn(problem: StartProblem, { variables, sourceRevisions }: ReturnType<typeof startInputOf>): boolean {
  return problem.subject === "variable"
    ? variables.some(({ name }) => name === problem.name)
    : sourceRevisions.some(({ actionName }) => actionName === problem.actionName);
}

/** A link can name anything, any number of times and at any length. */
function namesOf(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST_NAMES)
    .map((name) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}

/** Rendered in the browser only, as a dialog is. */
function StartLink(props: { readonly connection: string; readonly pipelineName: string; readonly query: string }) {
  const { connection, pipelineName, query } = props;
  const text = `${window.location.origin}${pipelineHref(connection, pipelineName)}?${query}`;
  return (
    <>
      <CopyButton text={text} what="link to this form" size="md" />
      Link
    </>
  );
}
