import { cn } from "@/components/ui/cn";
import type { TextColour, TextStyle } from "@/lib/pipeline/logs/text-style";
import type { LogLine } from "./log-lines";
import type { LogMatch } from "./log-search";
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
  readonly line: LogLine;
  readonly number: number;
  /** Null while times are hidden. */
  readonly time: string | null;
  /** Named by the address of the page. */
  readonly isNamed: boolean;
  readonly matches: readonly LogMatch[];
  readonly currentMatch: LogMatch | null;
  readonly onName: (number: number, isRange: boolean) => void;
}

export function LogLineView({ line, number, time, isNamed, matches, currentMatch, onName }: LogLineViewProps) {
  return (
    <div
      className={cn(
        "grid leading-[18px]",
        time === null ? "grid-cols-[52px_minmax(0,1fr)]" : "grid-cols-[52px_84px_minmax(0,1fr)]",
        line.severity === "error" &&
          "bg-[color-mix(in_srgb,var(--fail)_9%,var(--sunken))] shadow-[inset_2px_0_var(--fail)]",
        line.severity === "warning" && "shadow-[inset_2px_0_var(--wait-fill)]",
        isNamed && "bg-accent-soft shadow-[inset_3px_0_var(--accent)]",
      )}
    >
      <a
        href={`#L${number}`}
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
      {time !== null && <span className="text-right text-tiny leading-[18px] text-muted select-none">{time}</span>}
      <span className="min-h-[18px] pr-3 pl-3.5 [overflow-wrap:anywhere] whitespace-pre-wrap">
        {segmentsOf(line, matches).map((segment, index) => {
          const className = styleClass(segment.style);
          // Stretches of a line never move, so their place is their identity.
          const key = index;
          if (segment.match === null) {
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
              className={cn(
                "rounded-[2px]",
                segment.match === currentMatch
                  ? "bg-wait-fill text-[#15202b] outline-1 outline-wait"
                  : "bg-[color-mix(in_srgb,var(--wait-fill)_42%,transparent)] text-ink",
              )}
            >
              {segment.text}
            </mark>
          );
        })}
      </span>
    </div>
  );
}

function styleClass({ colour, isBold, isDim, isUnderlined }: TextStyle): string {
  return cn(colour && COLOURS[colour], isBold && "font-semibold", isDim && "text-muted", isUnderlined && "underline");
}
