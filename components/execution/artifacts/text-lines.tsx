"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { cn } from "@/components/ui/cn";
import { showText } from "@/lib/pipeline/artifact-files/shown-name";

const LINE_HEIGHT = 18;
/** So much of a line is drawn: one of a minified file would be slow to lay out. */
const LONGEST_LINE = 4_000;

export interface TextLine {
  /** Line numbers before and after, or the one there is; null leaves its place empty. */
  readonly numbers: readonly (number | null)[];
  readonly text: string;
  readonly look: "plain" | "added" | "removed" | "gap" | "flagged";
}

const LOOKS = {
  plain: "",
  added: "bg-ok-soft",
  removed: "bg-fail-soft",
  gap: "bg-sunken text-muted",
  flagged: "shadow-[inset_3px_0_var(--wait-fill)]",
} as const satisfies Record<TextLine["look"], string>;

const SIGNS = { plain: " ", added: "+", removed: "−", gap: " ", flagged: " " } as const satisfies Record<
  TextLine["look"],
  string
>;

interface TextLinesProps {
  readonly label: string;
  readonly lines: readonly TextLine[];
  /** A comparison has a sign before each line. */
  readonly hasSigns?: boolean;
}

/** Lines of a text with their numbers, of which only what is in view is drawn. */
export function TextLines({ label, lines, hasSigns = false }: TextLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  // It hands out fresh functions on purpose; nothing here memoises them.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 24,
  });
  return (
    <div
      ref={box}
      role="region"
      aria-label={label}
      // It scrolls, so the keyboard must reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="min-h-0 grow overflow-auto bg-sunken py-1.5 font-mono text-[11.5px] [font-variant-ligatures:none] -outline-offset-2"
    >
      <div className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className={cn("absolute top-0 left-0 flex w-full leading-[18px]", LOOKS[line.look])}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {line.numbers.map((number, place) => (
                <span
                  // The place is what tells the two apart.
                  // oxlint-disable-next-line react/no-array-index-key
                  key={place}
                  className="w-11 shrink-0 text-right text-muted select-none"
                >
                  {number?.toLocaleString("en")}
                </span>
              ))}
              {hasSigns && <span className="w-4 shrink-0 pl-2 select-none">{SIGNS[line.look]}</span>}
              <span className="min-h-[18px] min-w-0 pr-3 pl-3.5 [overflow-wrap:anywhere] whitespace-pre-wrap">
                {shown(line.text)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function shown(text: string): string {
  const line = text.endsWith("\r") ? text.slice(0, -1) : text;
  if (line.length <= LONGEST_LINE) return showText(line);
  const more = (line.length - LONGEST_LINE).toLocaleString("en");
  return `${showText(line.slice(0, LONGEST_LINE))}… (${more} more characters in this line)`;
}
