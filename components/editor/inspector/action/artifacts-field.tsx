"use client";
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { ActionType } from "@/lib/pipeline/action-types/action-type";
import { artifactFlows, availableArtifacts } from "@/lib/pipeline/artifacts";
import type { DraftAction, DraftStage } from "@/lib/pipeline/draft";
import {
  addOutputArtifact,
  connectArtifact,
  disconnectArtifact,
  removeOutputArtifact,
} from "@/lib/pipeline/edits/connect-artifact";
import { runOrderOf } from "@/lib/pipeline/graph";
import { useEditor, useEditorState } from "../../editor-context";
import { FieldIssues, useFieldIssues } from "../field-issues";

interface ArtifactsFieldProps {
  readonly stage: DraftStage;
  readonly action: DraftAction;
  readonly type: ActionType | null;
  readonly onRename: (from: string, to: string) => void;
}

const ROW = "flex min-h-[30px] items-center gap-1.5 rounded-md border border-line pl-2 max-sm:min-h-11";

/** What the action takes: chosen from what is certain to exist by then. The keyboard's way to draw a wire. */
export function InputArtifacts({ stage, action, type }: Omit<ArtifactsFieldProps, "onRename">) {
  const editor = useEditor();
  const draft = useEditorState((state) => state.draft);
  const { error } = useFieldIssues(action.key, "inputArtifacts");
  const inputs = action.inputArtifacts ?? [];
  const moment = { stageIndex: draft.stages.indexOf(stage), runOrder: runOrderOf(action) };
  const available = availableArtifacts(draft, moment);
  const free = available.filter(({ name }) => !inputs.some((input) => input.name === name));
  const most = type?.inputs.max ?? Number.POSITIVE_INFINITY;
  if (most === 0 && inputs.length === 0) return null;
  const toKey = action.key;
  const connect = (name: string): void => {
    const fromKey = free.find((artifact) => artifact.name === name)?.producer.action.key;
    if (fromKey === undefined) return;
    editor.edit(`connect ${name}`, (before) => connectArtifact(before, { fromKey, toKey, name }));
  };
  const disconnect = (name: string): void =>
    editor.edit(`disconnect ${name}`, (before) => disconnectArtifact(before, { toKey, name }));
  return (
    <fieldset data-field="inputArtifacts" tabIndex={-1} className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-small font-medium">{most === 1 ? "Input artifact" : "Input artifacts"}</legend>
      {inputs.map(({ name }) => {
        const producer = available.find((artifact) => artifact.name === name)?.producer;
        return (
          <div key={name} className={ROW}>
            <b className="truncate font-mono text-label font-medium">{name}</b>
            <span className="ml-auto truncate text-small text-muted">
              {producer ? `${producer.stage.name} / ${producer.action.name}` : "nothing makes it"}
            </span>
            <IconButton size="sm" label={`Disconnect ${name}`} onClick={() => disconnect(name)}>
              <X aria-hidden="true" />
            </IconButton>
          </div>
        );
      })}
      {inputs.length < most && free.length > 0 && (
        <select
          aria-label="Connect an input artifact"
          className="h-[30px] rounded-md border border-dashed border-line-strong bg-surface px-1.5 text-control text-muted max-sm:h-11"
          value=""
          onChange={(event) => connect(event.target.value)}
        >
          <option value="">Connect an artifact…</option>
          {free.map(({ name, producer }) => (
            <option key={`${name} ${producer.action.key}`} value={name}>
              {name} (from {producer.stage.name} / {producer.action.name})
            </option>
          ))}
        </select>
      )}
      {inputs.length === 0 && free.length === 0 && (
        <p className="text-label text-faint">No earlier action makes an artifact yet.</p>
      )}
      {error && <p className="text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={action.key} path="inputArtifacts" />
    </fieldset>
  );
}

/** What the action makes, and how many take it. A new one is named for the action. */
export function OutputArtifacts({ action, type, onRename }: Omit<ArtifactsFieldProps, "stage">) {
  const editor = useEditor();
  const draft = useEditorState((state) => state.draft);
  const { error } = useFieldIssues(action.key, "outputArtifacts");
  const outputs = action.outputArtifacts ?? [];
  const most = type?.outputs.max ?? Number.POSITIVE_INFINITY;
  if (most === 0 && outputs.length === 0) return null;
  const flows = artifactFlows(draft);
  const actionKey = action.key;
  const add = (): void =>
    editor.edit(`add an output to ${action.name}`, (before) => addOutputArtifact(before, { actionKey }));
  const remove = (name: string): void =>
    editor.edit(`remove ${name}`, (before) => removeOutputArtifact(before, { actionKey, name }));
  return (
    <fieldset data-field="outputArtifacts" tabIndex={-1} className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-small font-medium">{most === 1 ? "Output artifact" : "Output artifacts"}</legend>
      {outputs.map(({ name }, index) => {
        const consumers = flows.find((flow) => flow.name === name)?.consumers.length ?? 0;
        return (
          // Outputs are told apart by position: the name is what is being edited.
          <div key={index} className="flex items-center gap-1.5">
            <Input
              mono
              aria-label={`Name of output artifact ${index + 1}`}
              className="grow text-label"
              value={name}
              onChange={(event) => onRename(name, event.target.value)}
            />
            <span className="shrink-0 text-small text-muted">
              {consumers === 0 ? "unused" : consumers === 1 ? "1 consumer" : `${consumers} consumers`}
            </span>
            <IconButton size="sm" label={`Remove output ${name}`} onClick={() => remove(name)}>
              <X aria-hidden="true" />
            </IconButton>
          </div>
        );
      })}
      {outputs.length < most && (
        <Button size="sm" variant="quiet" className="self-start" onClick={add}>
          <Plus aria-hidden="true" /> Add output artifact
        </Button>
      )}
      {error && <p className="text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={action.key} path="outputArtifacts" />
    </fieldset>
  );
}
