import { ShieldAlert, ShieldCheck, ShieldEllipsis } from "lucide-react";
import type { DraftStage } from "@/lib/pipeline/draft";

const SHIELDS = [
  { member: "beforeEntry", icon: ShieldEllipsis },
  { member: "onSuccess", icon: ShieldCheck },
  { member: "onFailure", icon: ShieldAlert },
] as const;

interface StageShieldsProps {
  readonly stage: DraftStage;
  /** The groups of the stage, which decide how wide its header is. */
  readonly columnCount: number;
}

/** The conditions of a stage, named where there is room. */
export function StageShields({ stage, columnCount }: StageShieldsProps) {
  const shown = SHIELDS.filter(({ member }) => stage[member] !== undefined);
  const isNarrow = columnCount <= shown.length;
  return shown.map(({ member, icon: Icon }) => (
    <span
      key={member}
      title={describeCondition(stage, member)}
      className="inline-flex h-5 shrink-0 items-center gap-[3px] rounded-sm px-1 text-tiny font-medium text-muted [&_svg]:size-3.5"
    >
      <Icon aria-hidden="true" />
      {isNarrow ? <span className="sr-only">{member}</span> : member}
    </span>
  ));
}

function describeCondition(stage: DraftStage, member: (typeof SHIELDS)[number]["member"]): string {
  const setting = stage[member];
  const rules = (setting?.conditions ?? []).flatMap((condition) => condition.rules ?? []).length;
  const result = member === "onFailure" ? stage.onFailure?.result : undefined;
  const words = result ?? (rules === 1 ? "1 rule" : `${rules} rules`);
  return `${member}: ${words}`;
}
