"use client";
import { Shield, ShieldAlert, ShieldCheck, ShieldEllipsis } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import { Tooltip } from "@/components/ui/tooltip";
import type { StageCondition } from "@/lib/contracts/stage-condition";
import { conditionLook, GATE_WORDS, leadingCondition } from "../condition-status";

const ICONS = {
  ok: ShieldCheck,
  run: ShieldEllipsis,
  wait: ShieldCheck,
  fail: ShieldAlert,
  stop: Shield,
  idle: Shield,
} as const satisfies Record<Tone, typeof Shield>;

interface ConditionShieldProps {
  readonly stageName: string;
  readonly conditions: readonly StageCondition[];
  /** Something ran in the stage: a condition without an outcome is then one that the service does not tell. */
  readonly hasBegun: boolean;
  /** Left out where there is no more to tell than the shield does. */
  readonly onOpen?: (stageName: string) => void;
}

/** One shield for all the conditions of a stage, as the one that matters most stands. */
export function ConditionShield({ stageName, conditions, hasBegun, onOpen }: ConditionShieldProps) {
  const leading = leadingCondition(conditions);
  if (!leading) return null;
  const { tone } = conditionLook(leading.status);
  const Icon = ICONS[tone];
  const states = conditions.map(
    ({ gate, status }) =>
      `${GATE_WORDS[gate]}: ${status === null && hasBegun ? "see its rules" : conditionLook(status).word.toLowerCase()}`,
  );
  const label = `Conditions of ${stageName}, ${states.join(", ")}`;
  return (
    <Tooltip content={label}>
      <button
        type="button"
        aria-label={label}
        aria-disabled={!onOpen}
        onClick={() => onOpen?.(stageName)}
        className={cn(
          "grid size-6 shrink-0 place-items-center rounded-sm hover:bg-hover [&_svg]:size-4",
          TEXT_OF_TONE[tone],
        )}
      >
        <Icon aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
