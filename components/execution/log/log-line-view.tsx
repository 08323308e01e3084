import { ChevronDown, ChevronRight } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { LogLine, LogSection } from "@/lib/contracts/log";
import { placesIn, type TextFinder } from "@/lib/pipeline/logs/find-text";
import { severityOf } from "@/lib/pipeline/logs/severity";
import { plainText } from "@/lib/pipeline/logs/terminal-line";
import type { TextColour, TextStyle } from "@/lib/pipeline/logs/text-style";
import { SectionMark } from "./section-mark";
import { segmentsOf } from "./segments";

const COLOURS = {
  red: "text-fail",
  green: "text-ok",
  yellow: "text-wait",
  blue: "text-run",
  magenta: "text-stop",
  cyan: "text-accent",
} as const satisfies Record<TextColour, string>;

interface LogLineViewProps {
  /** Undefined while it is on its way. */
  readonly line: LogLine | undefined;
  /** Counted from 1; null while nobody knows it. */
  readonly number: number | null;
  /** Null while times are hidden. */
  readonly time: string | null;
  /** Named by the address of the page. */
  readonly isNamed: boolean;
  readonly finder: TextFinder | null;
  /** Where the current match stands in the whole line; null: not in this one. */
  readonly currentColumn: number | null;
  /** That begins with this line. */
  readonly section: LogSection | undefined;
  readonly isFolded: boolean;
  readonly onFold: (section: LogSection) => void;
  readonly onName: (number: number, isRange: boolean) => void;
  readonly onWindow: (number: number, column: number) => void;
  /** Told of the mark of the current match once it is drawn; its `data-match` is line and column. */
  readonly onCurrentMark: (mark: HTMLElement | null) => void;
}

export function LogLineView({
  line,
  number,
  time,
  isNamed,
  section,
  isFolded,
  onFold,
  onName,
  ...rest
}: LogLineViewProps) {
  const severity = line && severityOf(plainText(line.text));
  return (
    <div
      className={cn(
        "grid min-h-[18px] leading-[18px]",
        time === null
          ? "grid-cols-[18px_56px_minmax(0,1fr)] max-sm:grid-cols-[14px_48px_minmax(0,1fr)]"
          : "grid-cols-[18px_56px_66px_minmax(0,1fr)] max-sm:grid-cols-[14px_48px_54px_minmax(0,1fr)]",
        severity === "error" && "bg-[color-mix(in_srgb,var(--fail)_9%,var(--sunken))] shadow-[inset_2px_0_var(--fail)]",
        severity === "warning" && "shadow-[inset_2px_0_var(--wait-fill)]",
        isNamed && "bg-accent-soft shadow-[inset_3px_0_var(--accent)]",
      )}
    >
      {section ? (
        <button
          type="button"
          aria-expanded={!isFolded}
          aria-label={section.title}
          onClick={() => onFold(section)}
          className="flex h-[18px] items-center justify-end text-muted -outline-offset-2 hover:text-accent"
        >
          {isFolded ? (
            <ChevronRight aria-hidden="true" className="size-3.5" />
          ) : (
            <ChevronDown aria-hidden="true" className="size-3.5" />
          )}
        </button>
      ) : (
        <span />
      )}
      {number === null ? (
        <span />
      ) : (
        <a
          href={`?line=${number}`}
          // Hundreds of stops on the way through the page help nobody; search and "first error" name lines as well.
          tabIndex={-1}
          title="Link to this line; shift-click for a range"
          onClick={(event) => {
            event.preventDefault();
            onName(number, event.shiftKey);
          }}
          className="text-right text-muted select-none -outline-offset-2 hover:text-accent"
        >
          {number.toLocaleString("en")}
        </a>
      )}
      {time !== null && (
        <span title={line?.at} className="text-right text-tiny leading-[18px] text-muted select-none">
          {time}
        </span>
      )}
      <span className={cn("overflow-hidden pr-3 pl-3.5 max-sm:pr-2 max-sm:pl-2", section && "font-semibold")}>
        {line && <LineText line={line} number={number} {...rest} />}
        {section && <SectionMark section={section} className="ml-3" />}
        {section && isFolded && (
          <span className="ml-2 font-sans text-label font-normal text-muted">{foldedWords(section)}</span>
        )}
      </span>
    </div>
  );
}

function foldedWords({ from, to }: LogSection): string {
  if (to === null) return "folded";
  const hidden = to - from - 1;
  return `${hidden.toLocaleString("en")} ${hidden === 1 ? "line" : "lines"} folded`;
}

interface LineTextProps extends Pick<
  LogLineViewProps,
  "number" | "finder" | "currentColumn" | "onWindow" | "onCurrentMark"
> {
  readonly line: LogLine;
}

/** Only ever text: whatever stands in a log stays what it says. */
function LineText({ line: { text, cut }, number, finder, currentColumn, ...on }: LineTextProps) {
  const from = cut?.from ?? 0;
  const marks = finder
    ? placesIn(plainText(text), finder).map((start) => ({
        start,
        length: finder.wanted.length,
        isCurrent: start + from === currentColumn,
      }))
    : [];
  const to = from + text.length;
  return (
    <>
      {cut && from > 0 && (
        <MoreOfLine count={from} place="before" onClick={() => number !== null && on.onWindow(number - 1, 0)} />
      )}
      {segmentsOf(text, marks).map((segment, index) => {
        const className = styleClass(segment.style);
        // Stretches of a line never move, so their place is their identity.
        const key = index;
        if (segment.mark === null) {
          return className === "" ? (
            segment.text
          ) : (
            <span key={key} className={className}>
              {segment.text}
            </span>
          );
        }
        return (
          <mark
            key={key}
            ref={segment.mark.isCurrent ? on.onCurrentMark : undefined}
            data-match={`${number}:${from + segment.mark.start}`}
            className={cn(
              "rounded-[2px]",
              segment.mark.isCurrent
                ? "bg-wait-fill text-[#15202b] outline-1 outline-wait"
                : "bg-[color-mix(in_srgb,var(--wait-fill)_42%,transparent)] text-ink",
            )}
          >
            {segment.text}
          </mark>
        );
      })}
      {cut && to < cut.length && (
        <MoreOfLine
          count={cut.length - to}
          place="after"
          onClick={() => number !== null && on.onWindow(number - 1, to)}
        />
      )}
    </>
  );
}

interface MoreOfLineProps {
  readonly count: number;
  readonly place: "before" | "after";
  readonly onClick: () => void;
}

function MoreOfLine({ count, place, onClick }: MoreOfLineProps) {
  return (
    <button type="button" onClick={onClick} className="mx-1 font-sans text-label text-accent underline">
      {place === "before" ? "from its beginning, " : ""}
      {count.toLocaleString("en")} more characters
    </button>
  );
}

function styleClass({ colour, isBold, isDim, isUnderlined }: TextStyle): string {
  return cn(colour && COLOURS[colour], isBold && "font-semibold", isDim && "text-muted", isUnderlined && "underline");
}
