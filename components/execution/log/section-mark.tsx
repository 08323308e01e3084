import { formatDuration } from "@/components/ui/format-duration";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import { cn } from "@/components/ui/cn";
import type { LogSection } from "@/lib/contracts/log";

interface Look {
  readonly glyph: GlyphName;
  readonly word: string;
  readonly tone: Tone;
}

const LOOKS = {
  succeeded: { glyph: "succeeded", word: "Succeeded", tone: "ok" },
  failed: { glyph: "failed", word: "Failed", tone: "fail" },
  stopped: { glyph: "stopped", word: "Stopped", tone: "stop" },
  running: { glyph: "running", word: "In progress", tone: "run" },
  unknown: { glyph: "idle", word: "Ended", tone: "idle" },
} as const satisfies Record<NonNullable<LogSection["result"]> | "running" | "unknown", Look>;

/** How a section ended and what it took, by what the log says. */
export function SectionMark({ section, className }: { readonly section: LogSection; readonly className?: string }) {
  const { glyph, word, tone } = LOOKS[section.result ?? (section.endedAt === null ? "running" : "unknown")];
  const tookMs = section.endedAt === null ? null : Date.parse(section.endedAt) - Date.parse(section.startedAt);
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 align-middle font-sans text-label whitespace-nowrap",
        TEXT_OF_TONE[tone],
        className,
      )}
    >
      <Glyph name={glyph} className="size-3" />
      {word}
      {tookMs !== null && <span className="text-muted">{formatDuration(tookMs)}</span>}
    </span>
  );
}
