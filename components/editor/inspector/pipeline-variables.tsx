"use client";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { PipelineVariableDeclaration } from "@/lib/pipeline/declaration";
import { FieldIssues, useFieldIssues } from "./field-issues";
import type { PipelineChange } from "./pipeline-inspector";

interface PipelineVariablesProps {
  readonly variables: readonly PipelineVariableDeclaration[];
  readonly onChange: (change: PipelineChange) => void;
  readonly onRename: (index: number, name: string) => void;
}

/** What a person may set at the start of an execution; actions read it as `#{variables.NAME}`. */
export function PipelineVariables({ variables, onChange, onRename }: PipelineVariablesProps) {
  const { error } = useFieldIssues(null, "variables");
  const set = (next: readonly PipelineVariableDeclaration[]): void =>
    onChange({ variables: next.length > 0 ? [...next] : undefined });
  const change = (index: number, patch: Partial<PipelineVariableDeclaration>): void =>
    set(variables.map((variable, at) => (at === index ? { ...variable, ...patch } : variable)));
  return (
    <fieldset data-field="variables" tabIndex={-1} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-small font-medium">Variables</legend>
      {variables.map((variable, index) => (
        // A variable's name is what is edited, so its place is its identity.
        <div key={index} className="grid grid-cols-[1fr_1fr_24px] gap-1">
          <Input
            mono
            aria-label={`Name of pipeline variable ${index + 1}`}
            placeholder="NAME"
            value={variable.name}
            onChange={({ target }) => onRename(index, target.value)}
          />
          <Input
            aria-label={`Default value of ${variable.name || `pipeline variable ${index + 1}`}`}
            placeholder="no default"
            value={variable.defaultValue ?? ""}
            onChange={({ target }) => change(index, { defaultValue: target.value || undefined })}
          />
          <IconButton
            size="sm"
            className="self-center"
            label={`Remove ${variable.name || `pipeline variable ${index + 1}`}`}
            onClick={() => set(variables.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {error && <p className="text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={null} path="variables" />
      <Button
        size="sm"
        variant="quiet"
        className="self-start"
        onClick={() => set([...variables, { name: variables.length === 0 ? "NAME" : `NAME${variables.length + 1}` }])}
      >
        <Plus aria-hidden="true" /> Add variable
      </Button>
    </fieldset>
  );
}
