"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { StartExecutionInput } from "@/lib/contracts/start-execution";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { startExecution } from "@/lib/queries/executions";
import { executionHref } from "@/lib/queries/urls";

interface StartDialogProps {
  readonly connection: string;
  readonly pipelineName: string;
  readonly declaration: PipelineDeclaration;
  /** Values to begin with, such as those of an earlier execution. */
  readonly initialVariables?: readonly { readonly name: string; readonly resolvedValue: string }[];
  readonly onClose: () => void;
}

/** Starts an execution, with a value for each of the pipeline's variables. Mount it to open it. */
export function StartDialog(props: StartDialogProps) {
  const { connection, pipelineName, declaration, initialVariables = [], onClose } = props;
  const router = useRouter();
  const client = useQueryClient();
  const variables = declaration.variables ?? [];
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(initialVariables.map(({ name, resolvedValue }) => [name, resolvedValue])),
  );
  const [hasSubmitted, setSubmitted] = useState(false);
  const start = useMutation({
    mutationFn: (input: StartExecutionInput) => startExecution(connection, pipelineName, input),
    onSuccess: ({ pipelineExecutionId }) => {
      onClose();
      router.push(executionHref(connection, pipelineName, pipelineExecutionId));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["pipelines", connection, pipelineName] }),
  });
  const missing = variables.filter(({ name, defaultValue }) => !values[name] && !defaultValue);

  function submit() {
    setSubmitted(true);
    if (missing.length > 0) return;
    const given = variables.flatMap(({ name }) => (values[name] ? [{ name, value: values[name] }] : []));
    start.mutate({ variables: given });
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Start ${pipelineName}?`}
      description="Takes the latest revision of every source."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" pending={start.isPending} onClick={submit}>
            Start execution
          </Button>
        </>
      }
    >
      {declaration.executionMode === "QUEUED" && (
        <Note>Executions of this pipeline queue: it waits where an earlier one still runs.</Note>
      )}
      {variables.map(({ name, defaultValue, description }) => (
        <Field
          key={name}
          label={<span className="mono">{name}</span>}
          required={!defaultValue}
          help={description}
          error={hasSubmitted && missing.some((one) => one.name === name) ? "This variable has no default." : undefined}
        >
          <Input
            value={values[name] ?? ""}
            placeholder={defaultValue}
            maxLength={1000}
            mono
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        </Field>
      ))}
      {start.error && <ErrorNotice error={start.error} />}
    </Dialog>
  );
}
