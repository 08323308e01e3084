"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";

interface GroupRowProps {
  readonly groupKey: string;
  readonly label: string;
  readonly size: number;
  readonly failed: number;
  readonly running: number;
  readonly waiting: number;
  readonly isFolded: boolean;
  readonly onToggle: (groupKey: string) => void;
}

/** The head of a group: its name, how many, and how many of them fail, wait and run. Takes scalars, so that it stays as it is. */
export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { groupKey, label, size, failed, running, waiting, isFolded, onToggle } = props;
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <div role="cell" className="h-9 max-sm:h-11">
      <button
        type="button"
        data-row-link
        aria-expanded={!isFolded}
        onClick={() => onToggle(groupKey)}
        className="flex size-full items-center gap-2 overflow-hidden bg-sunken px-2.5 text-left whitespace-nowrap -outline-offset-2"
      >
        <Chevron aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <span className="min-w-0 truncate font-semibold" title={label}>
          {label}
        </span>
        <span className="text-small text-muted">
          {size} {size === 1 ? "pipeline" : "pipelines"}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-3">
          <Share count={failed} word="failed" glyph="failed" tone="fail" />
          <Share count={waiting} word="waiting" glyph="waiting" tone="wait" />
          <Share count={running} word="running" glyph="running" tone="run" />
          {failed + waiting + running === 0 && <span className="text-small text-muted">All quiet</span>}
        </span>
      </button>
    </div>
  );
});

interface ShareProps {
  readonly count: number;
  readonly word: string;
  readonly glyph: GlyphName;
  readonly tone: Tone;
}

function Share({ count, word, glyph, tone }: ShareProps) {
  if (count === 0) return null;
  return (
    <span className={`inline-flex items-center gap-1 text-small font-medium ${TEXT_OF_TONE[tone]}`}>
      <Glyph name={glyph} />
      {count}
      <span className="max-sm:sr-only"> {word}</span>
    </span>
  );
}
