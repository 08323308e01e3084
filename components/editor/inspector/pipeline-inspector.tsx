"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { EXECUTION_MODES, PIPELINE_TYPES } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { renamePipelineVariable } from "@/lib/pipeline/edits/rename-namespace";
import { updatePipeline } from "@/lib/pipeline/edits/update-pipeline";
import { useEditor, useEditorState } from "../editor-context";
import { useFieldGesture } from "../use-gesture";
import { ArtifactStoreFields } from "./artifact-store-fields";
import { FieldIssues, useFieldIssues } from "./field-issues";
import { InspectorFrame } from "./inspector-frame";
import { PipelineVariables } from "./pipeline-variables";
import { TextMember } from "./text-member";
import { Triggers } from "./triggers";

export type PipelineChange = Partial<Omit<Draft, "name" | "stages">>;

const MODE_HELP = {
  SUPERSEDED: "A newer execution overtakes one that waits.",
  QUEUED: "Executions run one after another, in order.",
  PARALLEL: "Executions run at the same time, each on its own.",
} as const;

/** The pipeline's own settings, shown while nothing on the canvas is selected. */
export function PipelineInspector() {
  const editor = useEditor();
  const gesture = useFieldGesture();
  const draft = useEditorState((state) => state.draft);
  const change = (next: PipelineChange): void =>
    editor.edit({ label: "edit pipeline settings", gesture: gesture.current() }, (before) =>
      updatePipeline(before, next),
    );
  const renameVariable = (index: number, name: string): void =>
    editor.edit({ label: "rename a pipeline variable", gesture: gesture.current() }, (before) =>
      renamePipelineVariable(before, { index, name }),
    );
  const mode = draft.executionMode ?? "SUPERSEDED";
  return (
    <InspectorFrame title="Pipeline settings" subtitle={draft.name} onFocusCapture={gesture.onFocusCapture}>
      <fieldset disabled={!editor.canEdit} className="flex min-w-0 flex-col gap-3">
        <legend className="sr-only">Pipeline settings</legend>
        <div className="grid grid-cols-2 gap-2.5">
          <Choice
            path="pipelineType"
            label="Type"
            value={draft.pipelineType ?? "V1"}
            options={PIPELINE_TYPES}
            onChange={(pipelineType) => change({ pipelineType })}
          />
          <Choice
            path="executionMode"
            label="Execution mode"
            value={mode}
            options={EXECUTION_MODES}
            onChange={(executionMode) => change({ executionMode })}
          />
        </div>
        <p className="-mt-2 text-label text-faint">{MODE_HELP[mode]}</p>
        <TextMember
          nodeKey={null}
          path="roleArn"
          label="Service role ARN"
          required
          mono
          placeholder="arn:aws:iam::123456789012:role/pipeline"
          help="The role the pipeline acts with. The local engine runs as you and only checks its form."
          value={draft.roleArn}
          onChange={(roleArn) => change({ roleArn })}
        />
        <ArtifactStoreFields draft={draft} onChange={change} />
        <PipelineVariables variables={draft.variables ?? []} onChange={change} onRename={renameVariable} />
        <Triggers draft={draft} onChange={change} />
        <FieldIssues nodeKey={null} path="stages" />
      </fieldset>
    </InspectorFrame>
  );
}

interface ChoiceProps<Value extends string> {
  readonly path: string;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ path, label, value, options, onChange }: ChoiceProps<Value>) {
  const { error } = useFieldIssues(null, path);
  return (
    <Field label={label} error={error}>
      <Select
        data-field={path}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => option === target.value);
          if (chosen) onChange(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </Select>
    </Field>
  );
}
