"use client";
import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Draft } from "@/lib/pipeline/draft";
import { updateStage } from "@/lib/pipeline/edits/update-stage";
import { NodeMenu } from "../../commands/node-menu";
import { runCommand } from "../../commands/run-command";
import { useEditor, useEditorState } from "../../editor-context";
import { useFieldGesture } from "../../use-gesture";
import { FieldIssues } from "../field-issues";
import { InspectorFrame } from "../inspector-frame";
import { TextMember } from "../text-member";
import { ConditionFields } from "./condition-fields";
import { OnFailureField } from "./on-failure-field";
import { StageTransition } from "./stage-transition";

/** A stage: its name, the gate into it, its conditions, and what happens when it fails. */
export function StageInspector({ stageKey }: { readonly stageKey: string }) {
  const editor = useEditor();
  const gesture = useFieldGesture();
  const stage = useEditorState(({ draft }) => draft.stages.find(({ key }) => key === stageKey));
  const number = useEditorState(({ draft }) => draft.stages.findIndex(({ key }) => key === stageKey) + 1);
  if (!stage) return null;
  const edit = (apply: (draft: Draft) => Draft): void =>
    editor.edit({ label: `edit stage ${stage.name}`, gesture: gesture.current() }, apply);
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
          onChange={(name) => edit((draft) => updateStage(draft, stageKey, { name }))}
        />
        <FieldIssues nodeKey={stageKey} path="actions" />
        <FieldIssues nodeKey={stageKey} path="blockers" />
        <ConditionFields stage={stage} type="beforeEntry" onEdit={edit} />
        <ConditionFields stage={stage} type="onSuccess" onEdit={edit} />
        <OnFailureField stage={stage} onEdit={edit} />
      </fieldset>
      {number > 1 && <StageTransition stageName={stage.name} />}
    </InspectorFrame>
  );
}
