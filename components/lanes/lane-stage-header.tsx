import { shortRevisionId } from "@/components/execution/revision";
import { cn } from "@/components/ui/cn";
import { formatDurationShort } from "@/components/ui/format-duration";
import { Glyph } from "@/components/ui/glyph";
import type { LaneStage, RevisionKind } from "@/lib/contracts/commit-lanes";
import { countRevisions } from "./revision-words";

interface LaneStageHeaderProps {
  readonly stage: LaneStage;
  readonly kind: RevisionKind;
  readonly isFirst: boolean;
  /** Set while two sides are compared: chooses this stage as one. */
  readonly onPick: (() => void) | null;
}

/** What the stage holds now, and how far that is behind the newest commit. */
export function LaneStageHeader({ stage, kind, isFirst, onPick }: LaneStageHeaderProps) {
  const { name, transition, liveRevisionId } = stage;
  return (
    <th
      scope="col"
      className={cn(
        "min-w-32 border-b border-line px-2.5 py-1.5 text-left align-top font-normal",
        isFirst && "border-l",
      )}
    >
      <span className="flex items-center gap-1.5 text-small font-semibold">
        {onPick ? (
          <button
            type="button"
            className="link max-w-40 truncate"
            title={name}
            aria-label={`Compare ${name}`}
            onClick={onPick}
          >
            {name}
          </button>
        ) : (
          <span className="max-w-40 truncate" title={name}>
            {name}
          </span>
        )}
        {transition?.enabled === false && (
          <span
            className="inline-flex items-center gap-1 text-tiny font-medium text-fail"
            title={transition.disabledReason ?? undefined}
          >
            <Glyph name="held" className="size-3" />
            Gate shut
          </span>
        )}
      </span>
      <span className="block text-tiny text-muted">
        {liveRevisionId ? (
          <>
            {stage.deploys ? "live" : "newest passed"}{" "}
            <span className="mono">{shortRevisionId(liveRevisionId).slice(0, 16)}</span>
          </>
        ) : (
          `nothing ${stage.deploys ? "live" : "passed"} yet`
        )}
      </span>
      <Behind stage={stage} kind={kind} />
    </th>
  );
}

interface BehindProps {
  readonly stage: LaneStage;
  readonly kind: RevisionKind;
}

function Behind({ stage: { liveRevisionId, behind }, kind }: BehindProps) {
  if (!liveRevisionId) return null;
  if (!behind) {
    return (
      <span
        className="block text-tiny text-wait"
        title="The source never delivered it, so how it relates to the others is not known"
      >
        started by hand
      </span>
    );
  }
  if (behind.commits === 0) return <span className="block text-tiny text-muted">up to date</span>;
  return (
    <span
      className="block text-tiny text-wait"
      title="What the source delivered after the live one, and the time between the two"
    >
      {countRevisions(kind, behind.commits)}, {formatDurationShort(behind.ms)} behind
    </span>
  );
}
