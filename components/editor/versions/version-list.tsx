"use client";
import { cn } from "@/components/ui/cn";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { PipelineVersionSummary } from "@/lib/contracts/pipeline-version";
import { useEditorState } from "../editor-context";
import type { Side } from "./side";

interface VersionListProps {
  readonly versions: readonly PipelineVersionSummary[];
  readonly chosen: Side;
  readonly onChoose: (side: Side) => void;
}

/** What there is to compare with: live first, then each saved version with its message and author. */
export function VersionList({ versions, chosen, onChoose }: VersionListProps) {
  const live = useEditorState((state) => state.live);
  return (
    <ul aria-label="Versions" className="flex flex-col gap-1">
      {live && (
        <li>
          <Row isChosen={chosen === "live"} onChoose={() => onChoose("live")}>
            <b className="font-semibold">Live v{live.version}</b>
            <span className="text-small text-muted">what the connection holds now</span>
          </Row>
        </li>
      )}
      {versions.map(({ number, message, authorName, createdAt, liveVersion }) => (
        <li key={number}>
          <Row isChosen={chosen === number} onChoose={() => onChoose(number)}>
            <span className="flex items-center gap-1.5">
              <b className="font-semibold">Version {number}</b>
              {liveVersion !== null && <Tag>live v{liveVersion}</Tag>}
            </span>
            <span className="line-clamp-2 break-words" title={message}>
              {message || "No message"}
            </span>
            <span className="truncate text-small text-faint">
              {authorName}, <Time at={Date.parse(createdAt)} format="clock" />
            </span>
          </Row>
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
}

function Row({ isChosen, onChoose, children }: RowProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        "flex w-full min-w-0 flex-col rounded-md border px-2.5 py-1.5 text-left",
        isChosen ? "border-accent bg-accent-soft" : "border-line hover:bg-hover",
      )}
    >
      {children}
    </button>
  );
}
