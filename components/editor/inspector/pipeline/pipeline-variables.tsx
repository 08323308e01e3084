"use client";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { PipelineVariableDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { renamePipelineVariable } from "@/lib/pipeline/edits/rename-namespace";
import { updatePipeline } from "@/lib/pipeline/edits/update-pipeline";
import { MAX_PIPELINE_VARIABLES } from "@/lib/pipeline/limits";
import { useEditor } from "../../editor-context";
import { FieldIssues, useFieldIssues } from "../field-issues";
import type { EditPipeline } from "./pipeline-inspector";

interface PipelineVariablesProps {
  readonly variables: readonly PipelineVariableDeclaration[];
  readonly onEdit: EditPipeline;
}

/** What a person may set at the start of an execution; actions read it as `#{variables.NAME}`. */
export function PipelineVariables({ variables, onEdit }: PipelineVariablesProps) {
  const { canEdit } = useEditor();
  const { error } = useFieldIssues(null, "variables");
  return (
    <fieldset data-field="variables" tabIndex={-1} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-small font-medium">Variables</legend>
      {variables.map((variable, index) => (
        // A variable's name is what is edited, so its place is its identity.
        <VariableFields key={index} index={index} variable={variable} onEdit={onEdit} />
      ))}
      {error && <p className="text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={null} path="variables" />
      {canEdit && variables.length < MAX_PIPELINE_VARIABLES && (
        <Button
          size="sm"
          variant="quiet"
          className="self-start"
          onClick={() => onEdit((draft) => withVariables(draft, [...variables, { name: freeVariableName(variables) }]))}
        >
          <Plus aria-hidden="true" /> Add variable
        </Button>
      )}
    </fieldset>
  );
}

interface VariableFieldsProps {
  readonly index: number;
  readonly variable: PipelineVariableDeclaration;
  readonly onEdit: EditPipeline;
}

function VariableFields({ index, variable, onEdit }: VariableFieldsProps) {
  const { canEdit } = useEditor();
  const called = variable.name || `pipeline variable ${index + 1}`;
  const change = (patch: Partial<PipelineVariableDeclaration>): void =>
    onEdit((draft) =>
      withVariables(
        draft,
        (draft.variables ?? []).map((other, at) => (at === index ? { ...other, ...patch } : other)),
      ),
    );
  return (
    <div className="flex flex-col gap-1 rounded-md border border-line p-1.5">
      <div className="grid grid-cols-[1fr_1fr_auto] gap-1">
        <Input
          mono
          data-field={`variables.${index}.name`}
          aria-label={`Name of pipeline variable ${index + 1}`}
          placeholder="NAME"
          value={variable.name}
          onChange={({ target }) => onEdit((draft) => renamePipelineVariable(draft, { index, name: target.value }))}
        />
        <Input
          data-field={`variables.${index}.defaultValue`}
          aria-label={`Default value of ${called}`}
          placeholder="no default"
          title={variable.defaultValue ?? "Without a default, every start has to give a value."}
          value={variable.defaultValue ?? ""}
          onChange={({ target }) => change({ defaultValue: target.value || undefined })}
        />
        {canEdit && (
          <IconButton
            size="sm"
            className="self-center"
            label={`Remove ${called}`}
            onClick={() =>
              onEdit((draft) =>
                withVariables(
                  draft,
                  (draft.variables ?? []).filter((_, at) => at !== index),
                ),
              )
            }
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <Input
        data-field={`variables.${index}.description`}
        aria-label={`Description of ${called}`}
        placeholder="what it is for"
        className="text-small"
        value={variable.description ?? ""}
        onChange={({ target }) => change({ description: target.value || undefined })}
      />
    </div>
  );
}

function withVariables(draft: Draft, variables: readonly PipelineVariableDeclaration[]): Draft {
  return updatePipeline(draft, { variables: variables.length > 0 ? [...variables] : undefined });
}

function freeVariableName(variables: readonly PipelineVariableDeclaration[]): string {
  const taken = new Set(variables.map(({ name }) => name));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? "NAME" : `NAME${number}`;
    if (!taken.has(name)) return name;
  }
}
