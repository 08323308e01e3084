"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { EXECUTION_MODES, PIPELINE_TYPES } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { updatePipeline } from "@/lib/pipeline/edits/update-pipeline";
import { useEditor, useEditorState } from "../../editor-context";
import { useFieldGesture } from "../../use-gesture";
import { FieldIssues, useFieldIssues } from "../field-issues";
import { InspectorFrame } from "../inspector-frame";
import { TextMember } from "../text-member";
import { ArtifactStoreFields } from "./artifact-store-fields";
import { PipelineTags } from "./pipeline-tags";
import { PipelineVariables } from "./pipeline-variables";
import { TriggerPreview } from "./trigger-preview";
import { Triggers } from "./triggers";

export type EditPipeline = (apply: (draft: Draft) => Draft) => void;

const TYPE_HELP = {
  V1: "Billed per month. No triggers, variables, conditions, queues.",
  V2: "Billed per minute of an action. Everything CodePipeline can do.",
} as const;
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
  const edit: EditPipeline = (apply) =>
    editor.edit({ label: "edit pipeline settings", gesture: gesture.current() }, apply);
  const { pipelineType = "V1", executionMode = "SUPERSEDED", triggers = [] } = draft;
  return (
    <InspectorFrame title="Pipeline settings" subtitle={draft.name} onFocusCapture={gesture.onFocusCapture}>
      <fieldset disabled={!editor.canEdit} className="flex min-w-0 flex-col gap-3">
        <legend className="sr-only">Pipeline settings</legend>
        <Choice
          path="pipelineType"
          label="Type"
          help={TYPE_HELP[pipelineType]}
          value={pipelineType}
          options={PIPELINE_TYPES}
          onChange={(chosen) => edit((before) => updatePipeline(before, { pipelineType: chosen }))}
        />
        <Choice
          path="executionMode"
          label="Execution mode"
          help={MODE_HELP[executionMode]}
          value={executionMode}
          options={EXECUTION_MODES}
          onChange={(chosen) => edit((before) => updatePipeline(before, { executionMode: chosen }))}
        />
        <TextMember
          nodeKey={null}
          path="roleArn"
          label="Service role ARN"
          required
          mono
          placeholder="arn:aws:iam::123456789012:role/pipeline"
          help="The role the pipeline acts with. The local engine runs as you and only checks its form."
          value={draft.roleArn}
          onChange={(roleArn) => edit((before) => updatePipeline(before, { roleArn }))}
        />
        <ArtifactStoreFields draft={draft} onEdit={edit} />
        <PipelineVariables variables={draft.variables ?? []} onEdit={edit} />
        <FieldIssues nodeKey={null} path="stages" />
        <Triggers draft={draft} onEdit={edit} />
      </fieldset>
      {/* It only asks, so who may not edit may ask too. */}
      {triggers.length > 0 && <TriggerPreview triggers={triggers} />}
      <PipelineTags />
    </InspectorFrame>
  );
}

interface ChoiceProps<Value extends string> {
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ path, label, help, value, options, onChange }: ChoiceProps<Value>) {
  const { error } = useFieldIssues(null, path);
  return (
    <div>
      <Field label={label} error={error} help={help}>
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
      <FieldIssues nodeKey={null} path={path} />
    </div>
  );
}
