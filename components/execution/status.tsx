import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Pill } from "@/components/ui/pill";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import { cn } from "@/components/ui/cn";
import type { ActionExecutionStatus, PipelineExecutionStatus, StageExecutionStatus } from "@/lib/pipeline/execution";

/** The service's statuses, and the three it has no name for. */
export type Status =
  | PipelineExecutionStatus
  | StageExecutionStatus
  | ActionExecutionStatus
  | "WaitingForApproval"
  | "Queued"
  | "NotStarted";

interface StatusLook {
  readonly glyph: GlyphName;
  readonly word: string;
  readonly tone: Tone;
}

/** The only place that says how a status looks: a glyph of its own shape, a word and a colour, always together. */
export const STATUS = {
  InProgress: { glyph: "running", word: "In progress", tone: "run" },
  WaitingForApproval: { glyph: "waiting", word: "Waiting for approval", tone: "wait" },
  Queued: { glyph: "queued", word: "Queued", tone: "idle" },
  Succeeded: { glyph: "succeeded", word: "Succeeded", tone: "ok" },
  Failed: { glyph: "failed", word: "Failed", tone: "fail" },
  Stopping: { glyph: "stopping", word: "Stopping", tone: "stop" },
  Stopped: { glyph: "stopped", word: "Stopped", tone: "stop" },
  Abandoned: { glyph: "abandoned", word: "Abandoned", tone: "stop" },
  Superseded: { glyph: "superseded", word: "Superseded", tone: "idle" },
  Cancelled: { glyph: "cancelled", word: "Cancelled", tone: "idle" },
  Skipped: { glyph: "skipped", word: "Skipped", tone: "idle" },
  NotStarted: { glyph: "idle", word: "Not started", tone: "idle" },
} as const satisfies Record<Status, StatusLook>;

interface StatusProps {
  readonly status: Status;
  readonly className?: string;
}

/** Glyph and word in the status's colour. */
export function StatusText({ status, className }: StatusProps) {
  const { glyph, word, tone } = STATUS[status];
  return (
    <span
      className={cn(
        "inline-flex items-center gap-[5px] align-middle text-small font-medium whitespace-nowrap",
        TEXT_OF_TONE[tone],
        className,
      )}
    >
      <Glyph name={glyph} />
      {word}
    </span>
  );
}

export function StatusPill({ status, className }: StatusProps) {
  const { glyph, word, tone } = STATUS[status];
  return (
    <Pill tone={tone} className={cn("font-medium", className)}>
      <Glyph name={glyph} />
      {word}
    </Pill>
  );
}

/** For dense grids only, where the word stands elsewhere or would repeat in every cell; read out all the same. */
export function StatusGlyph({ status, className }: StatusProps) {
  const { glyph, word, tone } = STATUS[status];
  return (
    <span title={word} className={cn("inline-flex shrink-0", TEXT_OF_TONE[tone])}>
      <Glyph name={glyph} {...(className && { className })} />
      <span className="sr-only">{word}</span>
    </span>
  );
}
