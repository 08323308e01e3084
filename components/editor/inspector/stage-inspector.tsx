"use client";
import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { DraftStage } from "@/lib/pipeline/draft";
import { updateStage } from "@/lib/pipeline/edits/update-stage";
import { NodeMenu } from "../commands/node-menu";
import { runCommand } from "../commands/run-command";
import { useEditor, useEditorState } from "../editor-context";
import { useFieldGesture } from "../use-gesture";
import { FieldIssues } from "./field-issues";
import { InspectorFrame } from "./inspector-frame";
import { TextMember } from "./text-member";

/** A stage: its name, what happens when it fails, and the conditions it carries. */
export function StageInspector({ stageKey }: { readonly stageKey: string }) {
  const editor = useEditor();
  const gesture = useFieldGesture();
  const stage = useEditorState(({ draft }) => draft.stages.find(({ key }) => key === stageKey));
  const number = useEditorState(({ draft }) => draft.stages.findIndex(({ key }) => key === stageKey) + 1);
  if (!stage) return null;
  const change = (next: Partial<DraftStage>): void =>
    editor.edit({ label: `edit stage ${stage.name}`, gesture: gesture.current() }, (draft) =>
      updateStage(draft, stageKey, next),
    );
  const count = stage.actions.length;
  return (
    <InspectorFrame
      title={stage.name || "Unnamed stage"}
      subtitle={`Stage ${number}, ${count === 1 ? "1 action" : `${count} actions`}`}
      menu={<NodeMenu nodeKey={stageKey} label="Stage menu" />}
      footer={
        editor.canEdit && (
          <Button variant="quiet" className="text-fail" onClick={() => runCommand(editor, "delete")}>
            <Trash2 aria-hidden="true" /> Delete stage
          </Button>
        )
      }
      onFocusCapture={gesture.onFocusCapture}
    >
      <fieldset disabled={!editor.canEdit} className="flex min-w-0 flex-col gap-3">
        <legend className="sr-only">Stage {stage.name}</legend>
        <TextMember
          nodeKey={stageKey}
          path="name"
          label="Stage name"
          required
          value={stage.name}
          onChange={(name) => change({ name })}
        />
        <FieldIssues nodeKey={stageKey} path="actions" />
        <OnFailure stage={stage} onChange={change} />
        <Conditions stage={stage} />
      </fieldset>
    </InspectorFrame>
  );
}

const ON_FAILURE = [
  { value: "", label: "Stop here and keep the failure" },
  { value: "RETRY FAILED_ACTIONS", label: "Retry the failed actions once" },
  { value: "RETRY ALL_ACTIONS", label: "Retry the whole stage once" },
  { value: "ROLLBACK", label: "Roll back to the last success" },
] as const;

function OnFailure({
  stage,
  onChange,
}: {
  readonly stage: DraftStage;
  readonly onChange: (change: Partial<DraftStage>) => void;
}) {
  const { onFailure } = stage;
  const hasConditions = (onFailure?.conditions?.length ?? 0) > 0;
  const value =
    onFailure?.result === "RETRY"
      ? `RETRY ${onFailure.retryConfiguration?.retryMode ?? "FAILED_ACTIONS"}`
      : (onFailure?.result ?? "");
  return (
    <div>
      <Field
        label="When the stage fails"
        help={
          hasConditions
            ? "This stage has onFailure conditions, which exclude a retry or rollback of its own."
            : "Retry and rollback need a V2 pipeline."
        }
      >
        <Select
          data-field="onFailure"
          disabled={hasConditions}
          value={value}
          onChange={({ target }) => onChange({ onFailure: onFailureFor(target.value) })}
        >
          {ON_FAILURE.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      </Field>
      <FieldIssues nodeKey={stage.key} path="onFailure" />
    </div>
  );
}

function onFailureFor(value: string): DraftStage["onFailure"] {
  switch (value) {
    case "RETRY FAILED_ACTIONS":
      return { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } };
    case "RETRY ALL_ACTIONS":
      return { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } };
    case "ROLLBACK":
      return { result: "ROLLBACK" };
    default:
      return undefined;
  }
}

const CONDITION_MEMBERS = ["beforeEntry", "onSuccess", "onFailure"] as const;

/** The rules a stage came with. They are kept as they are by every edit. */
function Conditions({ stage }: { readonly stage: DraftStage }) {
  const conditions = CONDITION_MEMBERS.flatMap((member) =>
    (stage[member]?.conditions ?? []).map((condition) => ({ member, condition })),
  );
  if (conditions.length === 0) return null;
  return (
    <section className="flex flex-col gap-1.5">
      <h3>Conditions</h3>
      {conditions.map(({ member, condition }) => (
        <div key={member} className="rounded-md border border-line px-2 py-1.5">
          <p className="font-medium">
            {member} <span className="font-normal text-faint">→ {condition.result ?? "FAIL"}</span>
          </p>
          <ul className="text-small text-muted">
            {(condition.rules ?? []).map((rule) => (
              <li key={rule.name} className="truncate">
                {rule.name} ({rule.ruleTypeId.provider})
              </li>
            ))}
          </ul>
          <FieldIssues nodeKey={stage.key} path={member} />
        </div>
      ))}
    </section>
  );
}
