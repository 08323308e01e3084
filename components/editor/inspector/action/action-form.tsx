"use client";
import { useCallback } from "react";
import type { ActionType } from "@/lib/pipeline/action-types/action-type";
import type { Draft, DraftAction, DraftStage } from "@/lib/pipeline/draft";
import { renameAction } from "@/lib/pipeline/edits/rename-action";
import { renameArtifact } from "@/lib/pipeline/edits/rename-artifact";
import { renameNamespace } from "@/lib/pipeline/edits/rename-namespace";
import { setConfiguration } from "@/lib/pipeline/edits/set-configuration";
import { updateAction } from "@/lib/pipeline/edits/update-action";
import { runOrderOf } from "@/lib/pipeline/graph";
import { useEditor } from "../../editor-context";
import { useFieldGesture } from "../../use-gesture";
import { InputArtifacts, OutputArtifacts } from "./artifacts-field";
import { CommandMembers } from "./command-members";
import type { ConfigurationHolder } from "./configuration-field";
import { ConfigurationFields } from "./configuration-fields";
import { FieldIssues } from "../field-issues";
import { OtherConfiguration } from "./other-configuration";
import { RareMembers } from "./rare-members";
import { RunOrderField } from "./run-order-field";
import { TextMember } from "../text-member";
import { VariableTable } from "../variables/variable-table";

interface ActionFormProps {
  readonly stage: DraftStage;
  readonly action: DraftAction;
  /** Null for a custom or newer type: its keys are edited as they are. */
  readonly type: ActionType | null;
}

const EKS_VARIABLE_TYPES = ["PLAINTEXT"] as const;
const COMMANDS_VARIABLE_TYPES = ["PLAINTEXT", "SECRETS_MANAGER"] as const;

/** The members of an action, in the order a person thinks of them. What is typed is in the draft at once. */
export function ActionForm({ stage, action, type }: ActionFormProps) {
  const editor = useEditor();
  const gesture = useFieldGesture();
  const { key, name } = action;
  const holder: ConfigurationHolder = {
    nodeKey: key,
    path: "",
    scope: { kind: "action", actionKey: key },
    configured: action,
  };

  const edit = useCallback(
    (label: string, apply: (draft: Draft) => Draft) => editor.edit({ label, gesture: gesture.current() }, apply),
    [editor, gesture],
  );
  const change = useCallback(
    (change: Partial<DraftAction>) => edit(`edit ${name}`, (draft) => updateAction(draft, key, change)),
    [edit, key, name],
  );
  const configure = useCallback(
    (values: Readonly<Record<string, string>>) =>
      edit(`edit ${name}`, (draft) =>
        Object.entries(values).reduce(
          (next, [property, value]) => setConfiguration(next, { actionKey: key, name: property, value }),
          draft,
        ),
      ),
    [edit, key, name],
  );
  const rename = useCallback(
    (from: string, to: string) =>
      edit(`rename ${from}`, (draft) => renameArtifact(draft, { actionKey: key, from, to })),
    [edit, key],
  );
  return (
    <fieldset
      disabled={!editor.canEdit}
      onFocusCapture={gesture.onFocusCapture}
      className="flex min-w-0 flex-col gap-3"
    >
      <legend className="sr-only">Action {name}</legend>
      <TextMember
        nodeKey={key}
        path="name"
        label="Action name"
        required
        value={name}
        onChange={(next) => edit(`rename ${name}`, (draft) => renameAction(draft, { actionKey: key, name: next }))}
      />
      <FieldIssues nodeKey={key} path="actionTypeId" />
      {type && <ConfigurationFields type={type} holder={holder} onChange={configure} />}
      {(type === null || type.acceptsOtherKeys) && (
        <OtherConfiguration action={action} known={type?.configuration ?? []} onChange={change} />
      )}
      {type?.takesCommands && <CommandMembers action={action} onChange={change} />}
      {type?.takesEnvironmentVariables && (
        <div>
          <VariableTable
            scope={holder.scope}
            path="environmentVariables"
            types={type.takesCommands ? COMMANDS_VARIABLE_TYPES : EKS_VARIABLE_TYPES}
            variables={action.environmentVariables ?? []}
            onChange={(variables) =>
              change({ environmentVariables: variables.length > 0 ? [...variables] : undefined })
            }
          />
          <FieldIssues nodeKey={key} path="environmentVariables" />
        </div>
      )}
      <InputArtifacts stage={stage} action={action} type={type} />
      <OutputArtifacts action={action} type={type} onRename={rename} />
      <div className="grid grid-cols-2 gap-2.5">
        <TextMember
          nodeKey={key}
          path="namespace"
          label="Namespace"
          mono
          value={action.namespace ?? ""}
          onChange={(namespace) =>
            edit(`edit ${name}`, (draft) => renameNamespace(draft, { actionKey: key, namespace }))
          }
        />
        <RunOrderField
          path="runOrder"
          value={runOrderOf(action)}
          onChange={(runOrder) => change({ runOrder: Math.max(1, runOrder) })}
        />
      </div>
      <FieldIssues nodeKey={key} path="runOrder" />
      <RareMembers action={action} type={type} holder={holder} onChange={change} onConfigure={configure} />
    </fieldset>
  );
}
