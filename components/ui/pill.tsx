import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { SOFT_OF_TONE, TEXT_OF_TONE, type Tone } from "./tone";

interface PillProps extends ComponentProps<"span"> {
  readonly tone?: Tone | "accent";
  readonly children: ReactNode;
}

export function Pill({ tone = "idle", className, children, ...rest }: PillProps) {
  const colours = tone === "accent" ? "bg-accent-soft text-accent" : cn(SOFT_OF_TONE[tone], TEXT_OF_TONE[tone]);
  return (
    <span
      {...rest}
      className={cn(
        "inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-full px-2 text-small whitespace-nowrap tabular-nums [&_svg]:size-[13px]",
        colours,
        className,
      )}
    >
      {children}
    </span>
  );
}
