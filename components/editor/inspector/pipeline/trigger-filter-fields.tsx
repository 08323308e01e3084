"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import {
  pushKind,
  removeFilter,
  setEvents,
  setPatterns,
  type Criterion,
  type FilterKind,
  type FilterPlace,
  type Side,
  type TriggerFilter,
} from "@/lib/pipeline/edits/triggers";
import { PULL_REQUEST_EVENTS, type PullRequestEvent } from "@/lib/pipeline/triggers/git-event";
import { useEditor } from "../../editor-context";
import { LinesField } from "../lines-field";
import type { EditPipeline } from "./pipeline-inspector";

export const FILTER_WORDS = {
  branches: "Push to branches",
  tags: "Push of tags",
  pullRequest: "Pull request",
} as const satisfies Record<FilterKind, string>;

const EVENT_WORDS = {
  OPEN: "opened",
  UPDATED: "updated",
  CLOSED: "closed or merged",
} as const satisfies Record<PullRequestEvent, string>;

interface TriggerFilterFieldsProps {
  readonly place: FilterPlace;
  readonly filter: TriggerFilter;
  readonly onEdit: EditPipeline;
}

/** One filter: everything in it has to hold, and any one pattern of a list is enough. */
export function TriggerFilterFields({ place, filter, onEdit }: TriggerFilterFieldsProps) {
  const { canEdit } = useEditor();
  const kind = place.list === "pullRequest" ? "pullRequest" : pushKind(filter);
  const criteria: readonly Criterion[] = kind === "tags" ? ["tags"] : ["branches", "filePaths"];
  const words = FILTER_WORDS[kind];
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 border-t border-line pt-2">
      <legend className="sr-only">{words}</legend>
      <div className="flex items-center gap-1">
        <b className="grow font-medium">{words}</b>
        {canEdit && (
          <IconButton
            size="sm"
            label={`Remove filter ${place.index + 1}, ${words.toLowerCase()}`}
            onClick={() => onEdit((draft) => removeFilter(draft, place))}
          >
            <X aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {kind === "pullRequest" && <Events place={place} filter={filter} onEdit={onEdit} />}
      {criteria.map((criterion) => (
        <CriterionFields key={criterion} criterion={criterion} place={place} filter={filter} onEdit={onEdit} />
      ))}
    </fieldset>
  );
}

function Events({ place, filter, onEdit }: TriggerFilterFieldsProps) {
  const chosen = filter.events ?? [];
  return (
    <div role="group" aria-label="Events" className="flex flex-col gap-1">
      {PULL_REQUEST_EVENTS.map((event) => (
        <Checkbox
          key={event}
          label={EVENT_WORDS[event]}
          checked={chosen.includes(event)}
          onCheckedChange={(isOn) =>
            onEdit((draft) =>
              setEvents(
                draft,
                place,
                PULL_REQUEST_EVENTS.filter((other) => (other === event ? isOn : chosen.includes(other))),
              ),
            )
          }
        />
      ))}
    </div>
  );
}

const LABELS = {
  branches: { includes: "Branches", excludes: "Except branches", placeholder: "main\nrelease/*" },
  tags: { includes: "Tags", excludes: "Except tags", placeholder: "v*" },
  filePaths: { includes: "Changed files", excludes: "Except files", placeholder: "src/**" },
} as const;

function CriterionFields({
  criterion,
  place,
  filter,
  onEdit,
}: TriggerFilterFieldsProps & { readonly criterion: Criterion }) {
  const { canEdit } = useEditor();
  const patterns = filter[criterion];
  const [opened, setOpened] = useState<readonly Side[]>([]);
  const isMain = criterion !== "filePaths";
  const isShown = (side: Side): boolean =>
    patterns?.[side] !== undefined || opened.includes(side) || (side === "includes" && isMain);
  const path = `triggers.${place.triggerIndex}.gitConfiguration.${place.list}.${place.index}.${criterion}`;
  const labels = LABELS[criterion];
  const offers = (["includes", "excludes"] as const).filter((side) => !isShown(side));
  return (
    <>
      {(["includes", "excludes"] as const).filter(isShown).map((side) => (
        <LinesField
          key={side}
          nodeKey={null}
          path={`${path}.${side}`}
          label={labels[side]}
          leastRows={1}
          placeholder={labels.placeholder}
          lines={patterns?.[side] ?? []}
          onChange={(lines) => onEdit((draft) => setPatterns(draft, place, { criterion, side, patterns: lines }))}
        />
      ))}
      {canEdit && offers.length > 0 && (
        <div className="-mt-1 flex flex-wrap gap-1">
          {offers.map((side) => (
            <Button key={side} size="sm" variant="quiet" onClick={() => setOpened([...opened, side])}>
              <Plus aria-hidden="true" /> {labels[side]}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
