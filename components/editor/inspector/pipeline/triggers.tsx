"use client";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { TriggerDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import {
  addFilter,
  addTrigger,
  FILTER_KINDS,
  removeTrigger,
  setTriggerSource,
  triggerSources,
  type FilterKind,
} from "@/lib/pipeline/edits/triggers";
import { MAX_TRIGGER_FILTERS } from "@/lib/pipeline/limits";
import { useEditor } from "../../editor-context";
import { FieldIssues, useFieldIssues } from "../field-issues";
import { FILTER_WORDS, TriggerFilterFields } from "./trigger-filter-fields";
import type { EditPipeline } from "./pipeline-inspector";

interface TriggersProps {
  readonly draft: Draft;
  readonly onEdit: EditPipeline;
}

/** Which events of a Git connection start the pipeline. */
export function Triggers({ draft, onEdit }: TriggersProps) {
  const { canEdit } = useEditor();
  const { error } = useFieldIssues(null, "triggers");
  const triggers = draft.triggers ?? [];
  const sources = triggerSources(draft);
  const free = sources.filter(
    (name) => !triggers.some(({ gitConfiguration }) => gitConfiguration.sourceActionName === name),
  );
  return (
    <fieldset data-field="triggers" tabIndex={-1} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-small font-medium">Triggers</legend>
      {sources.length === 0 && triggers.length === 0 && (
        <p className="text-label text-faint">
          Triggers filter pushes, tags and pull requests of a Git connection. Add one to the source stage first.
        </p>
      )}
      {triggers.map((trigger, index) => (
        // A trigger's source is edited, so its place is its identity.
        <TriggerFields key={index} index={index} trigger={trigger} sources={sources} onEdit={onEdit} />
      ))}
      {error && <p className="text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={null} path="triggers" />
      {canEdit &&
        free.map((name) => (
          <Button
            key={name}
            size="sm"
            variant="quiet"
            className="max-w-full self-start"
            onClick={() => onEdit((before) => addTrigger(before, name))}
          >
            <Plus aria-hidden="true" /> <span className="truncate">Add a trigger on {name}</span>
          </Button>
        ))}
    </fieldset>
  );
}

interface TriggerFieldsProps {
  readonly index: number;
  readonly trigger: TriggerDeclaration;
  readonly sources: readonly string[];
  readonly onEdit: EditPipeline;
}

function TriggerFields({ index, trigger, sources, onEdit }: TriggerFieldsProps) {
  const { canEdit } = useEditor();
  const { sourceActionName, push = [], pullRequest = [] } = trigger.gitConfiguration;
  const names = sources.includes(sourceActionName) ? sources : [sourceActionName, ...sources];
  return (
    <section
      aria-label={`Trigger of ${sourceActionName}`}
      className="flex min-w-0 flex-col gap-2 rounded-md border border-line px-2.5 py-2"
    >
      <div className="flex items-center gap-1">
        <Select
          aria-label={`Source of trigger ${index + 1}`}
          data-field={`triggers.${index}.gitConfiguration.sourceActionName`}
          className="grow"
          value={sourceActionName}
          onChange={({ target }) => onEdit((draft) => setTriggerSource(draft, index, target.value))}
        >
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
        {canEdit && (
          <IconButton
            size="sm"
            label={`Remove the trigger of ${sourceActionName}`}
            onClick={() => onEdit((draft) => removeTrigger(draft, index))}
          >
            <Trash2 aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {push.map((filter, at) => (
        <TriggerFilterFields
          key={`push ${at}`}
          place={{ triggerIndex: index, list: "push", index: at }}
          filter={filter}
          onEdit={onEdit}
        />
      ))}
      {pullRequest.map((filter, at) => (
        <TriggerFilterFields
          key={`pull request ${at}`}
          place={{ triggerIndex: index, list: "pullRequest", index: at }}
          filter={filter}
          onEdit={onEdit}
        />
      ))}
      {canEdit && (
        <div className="flex flex-wrap gap-1 border-t border-line pt-2" role="group" aria-label="Add a filter">
          {FILTER_KINDS.filter((kind) => hasRoom(kind, push.length, pullRequest.length)).map((kind) => (
            <Button
              key={kind}
              size="sm"
              variant="quiet"
              onClick={() => onEdit((draft) => addFilter(draft, index, kind))}
            >
              <Plus aria-hidden="true" /> {FILTER_WORDS[kind]}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

function hasRoom(kind: FilterKind, pushes: number, pullRequests: number): boolean {
  return (kind === "pullRequest" ? pullRequests : pushes) < MAX_TRIGGER_FILTERS;
}
