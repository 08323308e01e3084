import { cn } from "@/components/ui/cn";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import type { StageCondition } from "@/lib/contracts/stage-condition";
import type { ConditionGate, ConditionStatus } from "@/lib/pipeline/execution";

interface ConditionLook {
  readonly glyph: GlyphName;
  readonly word: string;
  readonly tone: Tone;
}

const NOT_ASKED: ConditionLook = { glyph: "idle", word: "Not asked yet", tone: "idle" };

/** How conditions and their rules look; rules have some of the same statuses. */
const LOOKS = {
  InProgress: { glyph: "running", word: "In progress", tone: "run" },
  Succeeded: { glyph: "succeeded", word: "Succeeded", tone: "ok" },
  Failed: { glyph: "failed", word: "Failed", tone: "fail" },
  Errored: { glyph: "problem", word: "Errored", tone: "fail" },
  Cancelled: { glyph: "cancelled", word: "Cancelled", tone: "idle" },
  Abandoned: { glyph: "abandoned", word: "Abandoned", tone: "stop" },
  Overridden: { glyph: "skipped", word: "Overridden", tone: "wait" },
} as const satisfies Record<ConditionStatus, ConditionLook>;

/** When each condition is asked, in a sentence's words. */
export const GATE_WORDS = {
  beforeEntry: "before entry",
  onSuccess: "on success",
  onFailure: "on failure",
} as const satisfies Record<ConditionGate, string>;

export function conditionLook(status: ConditionStatus | null): ConditionLook {
  return status === null ? NOT_ASKED : LOOKS[status];
}

/** The condition that matters most of a stage: what holds it, what runs, what was asked last. */
export function leadingCondition(conditions: readonly StageCondition[]): StageCondition | null {
  const first = (...statuses: readonly StageCondition["status"][]) =>
    conditions.find(({ status }) => statuses.includes(status));
  return (
    first("Failed", "Errored") ??
    first("InProgress") ??
    conditions.findLast(({ status }) => status !== null) ??
    conditions[0] ??
    null
  );
}

export function ConditionStatusText({ status }: { readonly status: ConditionStatus | null }) {
  const { glyph, word, tone } = conditionLook(status);
  return (
    <span className={cn("inline-flex items-center gap-[5px] text-small font-medium", TEXT_OF_TONE[tone])}>
      <Glyph name={glyph} />
      {word}
    </span>
  );
}
