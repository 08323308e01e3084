import { cn } from "@/components/ui/cn";
import type { MemberChange, PipelineChange } from "@/lib/pipeline/diff";
import { shownValue } from "./shown-value";

const MARKS = {
  added: { sign: "+", word: "Added", ink: "text-ok" },
  removed: { sign: "−", word: "Removed", ink: "text-fail" },
  changed: { sign: "~", word: "Changed", ink: "text-run" },
  moved: { sign: "→", word: "Moved", ink: "text-stop" },
} as const satisfies Record<PipelineChange["kind"], { sign: string; word: string; ink: string }>;

interface ChangeListProps {
  readonly changes: readonly PipelineChange[];
  /** Leads to what changed. Left out where there is no canvas to show it on. */
  readonly onShow?: (change: PipelineChange) => void;
  /** What was removed is on the canvas as well, as a ghost. */
  readonly showsRemoved?: boolean;
}

/** Differences in words: what, where, and from which value to which. */
export function ChangeList({ changes, onShow, showsRemoved = false }: ChangeListProps) {
  return (
    <ul className="w-full min-w-0 divide-y divide-line" aria-label="Changes">
      {changes.map((change, index) => (
        // The same place can change in more than one way.
        <li key={index} className="flex min-h-[30px] items-baseline gap-3 py-1.5 text-control">
          <Mark kind={change.kind} />
          <div className="min-w-0 grow">
            {onShow && (showsRemoved || change.kind !== "removed") ? (
              <button
                type="button"
                className="max-w-full truncate text-left hover:text-accent"
                onClick={() => onShow(change)}
              >
                {placeOf(change)}
              </button>
            ) : (
              <span className="block truncate">{placeOf(change)}</span>
            )}
            {"members" in change && <Members members={change.members} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Mark({ kind }: { readonly kind: PipelineChange["kind"] }) {
  const { sign, word, ink } = MARKS[kind];
  return (
    <span className={cn("w-[76px] shrink-0 text-small font-medium", ink)}>
      <span aria-hidden="true" className="mr-1.5 inline-block w-3 text-center font-mono">
        {sign}
      </span>
      {word}
    </span>
  );
}

function Members({ members }: { readonly members: readonly MemberChange[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-small max-sm:grid-cols-1">
      {members.map(({ path, before, after }) => (
        <div key={path.join(".")} className="contents">
          <dt className="font-mono text-label text-muted">{path.join(".")}</dt>
          <dd className="line-clamp-3 min-w-0 [overflow-wrap:anywhere]">
            <del className="text-fail">{shownValue(path, before)}</del>
            <span aria-hidden="true" className="px-1 text-faint">
              →
            </span>
            <ins className="text-ok no-underline">{shownValue(path, after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function placeOf(change: PipelineChange): string {
  switch (change.subject) {
    case "pipeline":
      return "Pipeline settings";
    case "stage":
      return `Stage ${change.stageName}`;
    case "action":
      return change.kind === "moved"
        ? `${change.stageName} / ${change.actionName}, from ${change.fromStageName}`
        : `${change.stageName} / ${change.actionName}`;
  }
}
