import type { ReactNode } from "react";
import { cn } from "./cn";

const INK = "var(--ink, var(--surface))";
const LINE = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.5,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;
const CUT = { fill: "none", stroke: INK, strokeWidth: 1.7, strokeLinecap: "round", strokeLinejoin: "round" } as const;

const RING = <circle cx="8" cy="8" r="6" {...LINE} />;
const TRACK = <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" opacity=".28" />;
const ARC = {
  d: "M8 2a6 6 0 0 1 6 6",
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 2,
  strokeLinecap: "round",
} as const;

/** The shapes that stand beside a status word. Each differs in outline, so colour is never the only sign. */
const SHAPES = {
  succeeded: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.3l2.2 2.2 4.3-4.8" {...CUT} />
    </>
  ),
  failed: (
    <>
      <path fill="currentColor" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />
      <path d="M5.6 5.6l4.8 4.8M10.4 5.6 5.6 10.4" {...CUT} />
    </>
  ),
  running: (
    <>
      {TRACK}
      <path {...ARC} />
    </>
  ),
  waiting: (
    <>
      <path
        fill="currentColor"
        d="M6.9.9a1.6 1.6 0 0 1 2.2 0l6 6a1.6 1.6 0 0 1 0 2.2l-6 6a1.6 1.6 0 0 1-2.2 0l-6-6a1.6 1.6 0 0 1 0-2.2z"
      />
      <path d="M6.2 6.2a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.2" {...CUT} />
      <circle cx="8" cy="11.3" r="1" fill={INK} />
    </>
  ),
  stopping: (
    <>
      {TRACK}
      <path className="origin-[8px_8px] animate-spin" {...ARC} />
      <rect x="5.7" y="5.7" width="4.6" height="4.6" rx=".8" fill="currentColor" />
    </>
  ),
  stopped: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill="currentColor" />
      <rect x="5.3" y="5.3" width="5.4" height="5.4" rx=".8" fill={INK} />
    </>
  ),
  abandoned: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="3" {...LINE} strokeDasharray="2.6 2.3" />
      <path d="M5.7 5.7l4.6 4.6M10.3 5.7 5.7 10.3" {...LINE} />
    </>
  ),
  superseded: (
    <>
      {RING}
      <path d="M5.2 5.7 7.5 8l-2.3 2.3M8.7 5.7 11 8l-2.3 2.3" {...LINE} />
    </>
  ),
  cancelled: (
    <>
      {RING}
      <path d="M4 12 12 4" {...LINE} />
    </>
  ),
  skipped: (
    <>
      <path d="M2.2 10.2a5.9 5.9 0 0 1 11-1.6" {...LINE} />
      <path d="M13.9 4.9l-.3 4-3.9-.7" {...LINE} />
      <circle cx="7.8" cy="12" r="1.5" fill="currentColor" />
    </>
  ),
  queued: (
    <>
      <circle cx="8" cy="8" r="6" {...LINE} strokeDasharray="2.3 2.41" />
      <circle cx="5.3" cy="8" r=".95" fill="currentColor" />
      <circle cx="8" cy="8" r=".95" fill="currentColor" />
      <circle cx="10.7" cy="8" r=".95" fill="currentColor" />
    </>
  ),
  idle: RING,
  warning: (
    <>
      <path
        fill="currentColor"
        d="M7 1.7a1.15 1.15 0 0 1 2 0l6.1 11a1.15 1.15 0 0 1-1 1.7H1.9a1.15 1.15 0 0 1-1-1.7z"
      />
      <path d="M8 5.6v3.9" {...CUT} />
      <circle cx="8" cy="12" r="1" fill={INK} />
    </>
  ),
  problem: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M8 4.3v4.4" {...CUT} />
      <circle cx="8" cy="11.6" r="1.1" fill={INK} />
    </>
  ),
  held: (
    <>
      {RING}
      <path d="M6.3 5.8v4.4M9.7 5.8v4.4" {...LINE} />
    </>
  ),
  stale: (
    <>
      {RING}
      <path d="M8 4.8V8l2.2 1.6" {...LINE} />
    </>
  ),
  live: (
    <>
      <circle cx="8" cy="8" r="3.2" fill="currentColor" />
      <circle cx="8" cy="8" r="6" {...LINE} opacity=".4" />
    </>
  ),
  polling: (
    <>
      <path d="M13.2 8a5.2 5.2 0 1 1-1.6-3.8" {...LINE} />
      <path d="M13.5 1.8v3h-3" {...LINE} />
    </>
  ),
  info: (
    <>
      {RING}
      <path d="M8 7.3v3.7" {...LINE} />
      <circle cx="8" cy="5" r=".95" fill="currentColor" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type GlyphName = keyof typeof SHAPES;

/** Decoration beside a word; it has no name of its own. */
export function Glyph({ name, className }: { readonly name: GlyphName; readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn(
        "shrink-0",
        // As a whole it turns on the compositor; a part of it would be drawn anew for every frame.
        name === "running" && "animate-spin",
        className ?? "size-3.5",
      )}
    >
      {SHAPES[name]}
    </svg>
  );
}
