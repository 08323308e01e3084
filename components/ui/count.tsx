import { cn } from "./cn";

interface CountProps {
  readonly value: number;
  /** What is counted, for screen readers: "approvals waiting". */
  readonly label: string;
  readonly tone?: "wait" | "fail" | "idle";
  readonly className?: string;
}

const TONES = {
  wait: "bg-wait text-on-status",
  fail: "bg-fail text-on-status",
  idle: "bg-sunken text-muted",
} as const satisfies Record<NonNullable<CountProps["tone"]>, string>;

/** A number that asks for attention; nothing at zero. */
export function Count({ value, label, tone = "wait", className }: CountProps) {
  if (value === 0) return null;
  return (
    <span
      className={cn(
        "inline-block h-4 min-w-4 rounded-lg px-1 text-center text-[10.5px]/4 font-semibold",
        TONES[tone],
        className,
      )}
    >
      {value > 99 ? "99+" : value}
      <span className="sr-only"> {label}</span>
    </span>
  );
}
