"use client";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Glyph } from "@/components/ui/glyph";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { TriggerDeclaration } from "@/lib/pipeline/declaration";
import { explainTrigger, type CriterionExplanation } from "@/lib/pipeline/triggers/explain-trigger";
import { PULL_REQUEST_EVENTS, type GitEvent } from "@/lib/pipeline/triggers/git-event";
import { readGitEvent } from "@/lib/pipeline/triggers/read-git-event";
import { focusField } from "../../commands/focus-node";
import { useEditor } from "../../editor-context";

const KINDS = [
  { value: "push", label: "Push to a branch" },
  { value: "tag", label: "Push of a tag" },
  { value: "pullRequest", label: "Pull request" },
  { value: "pasted", label: "A webhook, pasted" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

/** What is typed; which of it counts depends on the kind. */
interface TypedEvent {
  readonly kind: Kind;
  readonly branch: string;
  readonly tag: string;
  readonly files: string;
  readonly event: (typeof PULL_REQUEST_EVENTS)[number];
  readonly pasted: string;
}

const START: TypedEvent = { kind: "push", branch: "main", tag: "v1.0", files: "", event: "OPEN", pasted: "" };

/** Would this event start the pipeline, and which line of a filter decides? Nothing is sent anywhere. */
export function TriggerPreview({ triggers }: { readonly triggers: readonly TriggerDeclaration[] }) {
  const [typed, setTyped] = useState(START);
  const change = (patch: Partial<TypedEvent>): void => setTyped({ ...typed, ...patch });
  const read = eventOf(typed);
  return (
    <details className="rounded-md border border-line">
      <summary className="px-2.5 py-1.5 font-medium">Try an event</summary>
      <div className="flex flex-col gap-2.5 border-t border-line px-2.5 py-2">
        <Field label="What happens" help="In the repository of each trigger’s source. Nothing is started.">
          <Select
            value={typed.kind}
            onChange={({ target }) => {
              const kind = KINDS.find(({ value }) => value === target.value);
              if (kind) change({ kind: kind.value });
            }}
          >
            {KINDS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <EventFields typed={typed} onChange={change} />
        {"message" in read ? (
          read.message !== "" && <p className="text-label text-fail">{read.message}</p>
        ) : (
          <Explanations triggers={triggers} event={read} />
        )}
      </div>
    </details>
  );
}

interface EventFieldsProps {
  readonly typed: TypedEvent;
  readonly onChange: (patch: Partial<TypedEvent>) => void;
}

function EventFields({ typed, onChange }: EventFieldsProps) {
  if (typed.kind === "pasted") {
    return (
      <Field label="Body of the webhook" help="JSON of GitHub, GitLab or Bitbucket.">
        <Textarea mono rows={5} value={typed.pasted} onChange={({ target }) => onChange({ pasted: target.value })} />
      </Field>
    );
  }
  if (typed.kind === "tag") {
    return (
      <Field label="Tag">
        <Input mono value={typed.tag} onChange={({ target }) => onChange({ tag: target.value })} />
      </Field>
    );
  }
  return (
    <>
      {typed.kind === "pullRequest" && (
        <Field label="Pull request event">
          <Select
            value={typed.event}
            onChange={({ target }) => {
              const event = PULL_REQUEST_EVENTS.find((candidate) => candidate === target.value);
              if (event) onChange({ event });
            }}
          >
            {PULL_REQUEST_EVENTS.map((event) => (
              <option key={event}>{event}</option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={typed.kind === "push" ? "Branch" : "Destination branch"}>
        <Input mono value={typed.branch} onChange={({ target }) => onChange({ branch: target.value })} />
      </Field>
      <Field label="Changed files" help="One to a line. None: a new branch, which has nothing to compare with.">
        <Textarea mono rows={2} value={typed.files} onChange={({ target }) => onChange({ files: target.value })} />
      </Field>
    </>
  );
}

function eventOf({ kind, branch, tag, files, event, pasted }: TypedEvent): GitEvent | { readonly message: string } {
  const lines = files.split("\n").flatMap((line) => line.trim() || []);
  const changedFiles = lines.length > 0 ? lines : null;
  switch (kind) {
    case "push":
      return { type: "push", branch, changedFiles };
    case "tag":
      return { type: "tag", tag };
    case "pullRequest":
      return { type: "pullRequest", event, destinationBranch: branch, changedFiles };
    case "pasted": {
      if (pasted.trim() === "") return { message: "" };
      const read = readGitEvent(pasted);
      return read.ok ? read.event : { message: read.message };
    }
  }
}

interface ExplanationsProps {
  readonly triggers: readonly TriggerDeclaration[];
  readonly event: GitEvent;
}

function Explanations({ triggers, event }: ExplanationsProps) {
  return (
    <ul role="status" aria-label="Which triggers start" className="flex flex-col gap-2">
      {triggers.map((trigger, index) => {
        const { starts, filters } = explainTrigger(trigger, event);
        return (
          // A trigger is known by its place.
          <li key={index} className="flex flex-col gap-1">
            <p className="flex items-center gap-1.5 font-medium">
              <Verdict holds={starts} />
              <span className="truncate">
                {trigger.gitConfiguration.sourceActionName}: {starts ? "starts an execution" : "does not start"}
              </span>
            </p>
            <ul className="flex flex-col gap-1 pl-5 text-small text-muted">
              {filters.flatMap(({ criteria, path }) =>
                criteria.map((criterion) => (
                  <Criterion
                    key={`${path.join(".")} ${criterion.criterion}`}
                    trigger={index}
                    filter={path.slice(1).join(" ")}
                    criterion={criterion}
                  />
                )),
              )}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

interface CriterionProps {
  readonly trigger: number;
  /** Such as `push 0`. */
  readonly filter: string;
  readonly criterion: CriterionExplanation;
}

/** What one line says; where a line decided, it leads to its field. */
function Criterion({ trigger, filter, criterion: { holds, reason, path } }: CriterionProps) {
  const editor = useEditor();
  const name = filter.replace(/\d+$/, (index) => String(Number(index) + 1)).replace("pullRequest", "pull request");
  return (
    <li className="flex items-start gap-1.5">
      <Verdict holds={holds} />
      <span className="min-w-0">
        <span className="text-faint">{name}: </span>
        {reason}{" "}
        {path && (
          <button
            type="button"
            className="link"
            onClick={() => focusField(editor, ["triggers", trigger, ...path.slice(0, -1)].join("."))}
          >
            Show the line
          </button>
        )}
      </span>
    </li>
  );
}

function Verdict({ holds }: { readonly holds: boolean }) {
  return (
    <>
      <Glyph
        name={holds ? "succeeded" : "skipped"}
        className={`mt-0.5 size-[13px] shrink-0 ${holds ? "text-ok" : "text-idle"}`}
      />
      <span className="sr-only">{holds ? "Yes. " : "No. "}</span>
    </>
  );
}
