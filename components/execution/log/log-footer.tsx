"use client";
import { ArrowDownToLine } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Time } from "@/components/ui/time";
import type { LogSummary } from "@/lib/contracts/log";
import type { LogSnapshot } from "./log-session";

interface LogFooterProps {
  readonly log: LogSnapshot;
  readonly isRunning: boolean;
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
  readonly onPause: () => void;
  readonly onResume: () => void;
}

/** How much there is and how far it was read, and following it. */
export function LogFooter({ log, isRunning, isFollowing, onFollow, onPause, onResume }: LogFooterProps) {
  const { summary, readAt, isPaused } = log;
  const isReading = summary !== null && !summary.isCaughtUp && !summary.isCut;
  return (
    <footer className="flex h-7 shrink-0 items-center gap-3 border-t border-line px-3 text-label whitespace-nowrap text-faint max-sm:h-11">
      {summary && <span className="truncate">{sizeWords(summary)}</span>}
      {isReading && !isPaused && (
        <>
          <progress
            aria-label="Read so far"
            className="h-1.5 w-20 min-w-8 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
            {...(summary.share !== null && { value: summary.share })}
          />
          <Button size="sm" onClick={onPause}>
            Stop reading
          </Button>
        </>
      )}
      {isPaused && (
        <Button size="sm" onClick={onResume}>
          Read on
        </Button>
      )}
      {readAt !== null && !isReading && (
        <span className="max-sm:hidden">
          read <Time at={readAt} />
        </span>
      )}
      {isRunning && (
        <Button
          size="sm"
          aria-pressed={isFollowing}
          onClick={() => onFollow(!isFollowing)}
          variant={isFollowing ? "chosen" : "default"}
          className="ml-auto max-sm:h-9"
        >
          <ArrowDownToLine aria-hidden="true" className="size-3.5" />
          {isFollowing ? "Following" : "Follow"}
          <Kbd className="leading-[12px] max-sm:hidden">j</Kbd>
        </Button>
      )}
    </footer>
  );
}

function sizeWords({ lines, bytes, isCaughtUp, isCut, share }: LogSummary): string {
  const size = `${lines.toLocaleString("en")} ${lines === 1 ? "line" : "lines"}, ${formatBytes(bytes)}`;
  if (isCut) return `The first ${size}; the rest is in the download`;
  if (isCaughtUp) return size;
  return `${size} so far${share === null ? "" : `, ${Math.floor(share * 100)} %`}`;
}

function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
