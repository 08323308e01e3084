import { shortRevisionId } from "@/components/execution/revision";
import { cn } from "@/components/ui/cn";
import { formatDurationShort } from "@/components/ui/format-duration";
import { Glyph } from "@/components/ui/glyph";
import type { LaneStage } from "@/lib/contracts/commit-lanes";

interface LaneStageHeaderProps {
  readonly stage: LaneStage;
  readonly isFirst: boolean;
}

/** What the stage holds now, and how far that is behind the newest commit. */
export function LaneStageHeader({ stage, isFirst }: LaneStageHeaderProps) {
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
        <span className="max-w-40 truncate" title={name}>
          {name}
        </span>
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
      <Behind stage={stage} />
    </th>
  );
}

function Behind({ stage: { liveRevisionId, behind } }: { readonly stage: LaneStage }) {
  if (!liveRevisionId) return null;
  if (!behind) return <span className="block text-tiny text-wait">behind everything listed</span>;
  if (behind.commits === 0) return <span className="block text-tiny text-muted">up to date</span>;
  const commits = behind.commits === 1 ? "1 commit" : `${behind.commits} commits`;
  return (
    <span className="block text-tiny text-wait" title="Commits that came after the live one, and their age against it">
      {commits}, {formatDurationShort(behind.ms)} behind
    </span>
  );
}
