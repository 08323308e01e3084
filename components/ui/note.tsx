import type { ReactNode } from "react";
import { cn } from "./cn";
import { Glyph, type GlyphName } from "./glyph";

export type NoteTone = "info" | "run" | "wait" | "fail" | "ok";

const TONES = {
  info: { box: "border-line bg-surface", ink: "text-muted", glyph: "info" },
  run: {
    box: "border-[color-mix(in_srgb,var(--run)_30%,var(--run-soft))] bg-run-soft",
    ink: "text-run",
    glyph: "info",
  },
  wait: {
    box: "border-[color-mix(in_srgb,var(--wait)_35%,var(--wait-soft))] bg-wait-soft",
    ink: "text-wait",
    glyph: "warning",
  },
  fail: {
    box: "border-[color-mix(in_srgb,var(--fail)_35%,var(--fail-soft))] bg-fail-soft",
    ink: "text-fail",
    glyph: "failed",
  },
  ok: {
    box: "border-[color-mix(in_srgb,var(--ok)_30%,var(--ok-soft))] bg-ok-soft",
    ink: "text-ok",
    glyph: "succeeded",
  },
} as const satisfies Record<NoteTone, { box: string; ink: string; glyph: GlyphName }>;

interface NoteProps {
  readonly tone?: NoteTone;
  /** `alert` is read out at once; use it for what a person must not miss. */
  readonly role?: "status" | "alert" | "note";
  readonly action?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Note({ tone = "info", role = "note", action, className, children }: NoteProps) {
  const { box, ink, glyph } = TONES[tone];
  return (
    <div role={role} className={cn("flex items-start gap-2.5 rounded-md border px-3 py-2", box, className)}>
      <Glyph name={glyph} className={cn("mt-0.5 size-3.5", ink)} />
      <div className="min-w-0 grow break-words">{children}</div>
      {action}
    </div>
  );
}
