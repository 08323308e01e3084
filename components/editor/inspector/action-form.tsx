"use client";
import { useCallback } from "react";
import { isRequired } from "@/lib/pipeline/action-types/catalogue";
import type { ActionType } from "@/lib/pipeline/action-types/action-type";
import type { ConfigurationProperty } from "@/lib/pipeline/action-types/configuration-property";
import type { Draft, DraftAction, DraftStage } from "@/lib/pipeline/draft";
import { renameAction } from "@/lib/pipeline/edits/rename-action";
import { renameArtifact } from "@/lib/pipeline/edits/rename-artifact";
import { renameNamespace } from "@/lib/pipeline/edits/rename-namespace";
import { setConfiguration } from "@/lib/pipeline/edits/set-configuration";
import { updateAction } from "@/lib/pipeline/edits/update-action";
import { runOrderOf } from "@/lib/pipeline/graph";
import { useEditor } from "../editor-context";
import { useFieldGesture } from "../use-gesture";
import { InputArtifacts, OutputArtifacts } from "./artifacts-field";
import { ConfigurationField } from "./configuration-field";
import { VariableTable } from "./environment-variables-field";
import { FieldIssues } from "./field-issues";
import { LinesField } from "./lines-field";
import { OtherConfiguration } from "./other-configuration";
import { RunOrderField } from "./run-order-field";
import { TextMember } from "./text-member";

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

  const edit = useCallback(
    (label: string, apply: (draft: Draft) => Draft) => editor.edit({ label, gesture: gesture.current() }, apply),
    [editor, gesture],
  );
  const change = useCallback(
    (change: Partial<DraftAction>) => edit(`edit ${name}`, (draft) => updateAction(draft, key, change)),
    [edit, key, name],
  );
  const configure = useCallback(
    (property: string, value: string) =>
      edit(`edit ${name}`, (draft) => setConfiguration(draft, { actionKey: key, name: property, value })),
    [edit, key, name],
  );
  const rename = useCallback(
    (from: string, to: string) =>
      edit(`rename ${from}`, (draft) => renameArtifact(draft, { actionKey: key, from, to })),
    [edit, key],
  );
  const main = type?.configuration.filter((property) => property.required || isMain(property, action, type)) ?? [];
  const rare = type?.configuration.filter((property) => !property.required && isRare(property)) ?? [];
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
      {main.map((property) =>
        type === null ? null : (
          <ConfigurationField
            key={property.name}
            property={property}
            action={action}
            type={type}
            onChange={configure}
          />
        ),
      )}
      {(type === null || type.acceptsOtherKeys) && (
        <OtherConfiguration action={action} known={type?.configuration ?? []} onChange={change} />
      )}
      {type?.takesCommands && <CommandMembers action={action} onChange={change} />}
      {type?.takesEnvironmentVariables && (
        <>
          <VariableTable
            path="environmentVariables"
            types={type.takesCommands ? COMMANDS_VARIABLE_TYPES : EKS_VARIABLE_TYPES}
            variables={action.environmentVariables ?? []}
            onChange={(variables) =>
              change({ environmentVariables: variables.length > 0 ? [...variables] : undefined })
            }
          />
          <FieldIssues nodeKey={key} path="environmentVariables" />
        </>
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
      <RareMembers action={action} type={type} properties={rare} onChange={change} onConfigure={configure} />
    </fieldset>
  );
}

function CommandMembers({ action, onChange }: MembersProps) {
  return (
    <>
      <LinesField
        nodeKey={action.key}
        path="commands"
        label="Commands"
        required
        placeholder={"npm ci\nnpm test"}
        help="One command to a line; each runs on its own line of a shell."
        lines={action.commands ?? []}
        onChange={(commands) => onChange({ commands: commands.length > 0 ? [...commands] : undefined })}
      />
      <LinesField
        nodeKey={action.key}
        path="outputVariables"
        label="Output variables"
        placeholder="BUILD_ID"
        help="Names of environment variables that later actions may read, one to a line."
        lines={action.outputVariables ?? []}
        onChange={(names) => onChange({ outputVariables: names.length > 0 ? [...names] : undefined })}
      />
      {(action.outputArtifacts?.length ?? 0) > 0 && (
        <LinesField
          nodeKey={action.key}
          path="outputArtifacts.0.files"
          label="Files of the output artifact"
          placeholder="dist/**/*"
          help="Paths that go into the artifact, one to a line."
          lines={action.outputArtifacts?.[0]?.files ?? []}
          onChange={(files) =>
            onChange({
              outputArtifacts: action.outputArtifacts?.map((artifact, index) =>
                index === 0 ? { ...artifact, files: [...files] } : artifact,
              ),
            })
          }
        />
      )}
    </>
  );
}

interface MembersProps {
  readonly action: DraftAction;
  readonly onChange: (change: Partial<DraftAction>) => void;
}

interface RareMembersProps extends MembersProps {
  readonly type: ActionType | null;
  readonly properties: readonly ConfigurationProperty[];
  readonly onConfigure: (name: string, value: string) => void;
}

/** What is seldom set, folded away until something in it is. */
function RareMembers({ action, type, properties, onChange, onConfigure }: RareMembersProps) {
  const isManual = action.actionTypeId.category === "Approval";
  const isSet =
    action.region !== undefined ||
    action.roleArn !== undefined ||
    action.timeoutInMinutes !== undefined ||
    properties.some(({ name }) => action.configuration?.[name] !== undefined);
  return (
    <details open={isSet || undefined}>
      <summary className="py-0.5 text-small text-muted">
        {["Region", "role", isManual && "timeout", properties.length > 0 && "more"].filter(Boolean).join(", ")}
      </summary>
      <div className="flex flex-col gap-3 pt-2">
        <TextMember
          nodeKey={action.key}
          path="region"
          label="Region"
          placeholder="the pipeline's own"
          value={action.region ?? ""}
          onChange={(region) => onChange({ region: region || undefined })}
        />
        <TextMember
          nodeKey={action.key}
          path="roleArn"
          label="Role ARN"
          mono
          placeholder="the pipeline's role"
          value={action.roleArn ?? ""}
          onChange={(roleArn) => onChange({ roleArn: roleArn || undefined })}
        />
        {isManual && (
          <TextMember
            nodeKey={action.key}
            path="timeoutInMinutes"
            label="Timeout in minutes"
            inputMode="numeric"
            placeholder="10080 (7 days)"
            help="From 5 minutes to 86400, which is 60 days."
            value={action.timeoutInMinutes === undefined ? "" : String(action.timeoutInMinutes)}
            onChange={(text) => {
              const minutes = Number.parseInt(text, 10);
              onChange({ timeoutInMinutes: Number.isSafeInteger(minutes) ? minutes : undefined });
            }}
          />
        )}
        {properties.map((property) =>
          type === null ? null : (
            <ConfigurationField
              key={property.name}
              property={property}
              action={action}
              type={type}
              onChange={onConfigure}
            />
          ),
        )}
      </div>
    </details>
  );
}

/** Optional, yet worth its place: set, needed as things stand, or something people mostly do set. */
function isMain(property: ConfigurationProperty, action: DraftAction, type: ActionType): boolean {
  if (property.requiredWhen === undefined) return !isRare(property);
  return action.configuration?.[property.name] !== undefined || isRequired(property, action, type);
}

/** Switches and fine tuning: optional, and with a default that mostly fits. */
function isRare({ default: assumed, requiredWhen, name }: ConfigurationProperty): boolean {
  return requiredWhen === undefined && (assumed !== undefined || RARE_KEYS.has(name));
}

const RARE_KEYS = new Set(["VpcId", "Subnets", "SecurityGroupIds", "BuildspecOverride", "KMSEncryptionKeyARN"]);
