"use client";
import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { runCommand } from "../commands/run-command";
import { useEditor } from "../editor-context";
import type { SaveStatus } from "../saving/draft-saver";

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const ABSOLUTE = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });

/** Whether what is on screen is stored, said politely to those who hear the page. */
export function SaveState() {
  const editor = useEditor();
  const status = useStore(editor.saver.status);
  const { icon, text, title, tone, isPhoneSilent } = describe(status);
  return (
    <span
      role="status"
      title={title}
      className={cn(
        "inline-flex min-w-0 items-center gap-1.5 text-small [&_svg]:size-3.5 [&_svg]:shrink-0",
        tone === "quiet" ? "text-faint" : "font-medium text-wait",
      )}
    >
      {icon}
      <span className={cn("truncate", isPhoneSilent && "max-sm:sr-only")}>{text}</span>
      {status.kind === "waiting" && status.reason === "signed-out" && (
        <button type="button" className="link shrink-0" onClick={() => runCommand(editor, "sign-in")}>
          Sign in
        </button>
      )}
    </span>
  );
}

interface Described {
  readonly icon: ReactNode;
  readonly text: string;
  readonly title?: string;
  readonly tone: "quiet" | "loud";
  /** On a phone the name of the pipeline needs the room more. */
  readonly isPhoneSilent?: boolean;
}

function describe(status: SaveStatus): Described {
  switch (status.kind) {
    case "saved":
      if (status.at === null) return { icon: null, text: "No unsaved changes", tone: "quiet", isPhoneSilent: true };
      return {
        icon: <Check aria-hidden="true" />,
        text: `Saved ${CLOCK.format(status.at)}`,
        title: `Draft saved ${ABSOLUTE.format(status.at)}`,
        tone: "quiet",
      };
    case "saving":
      return {
        icon: <LoaderCircle aria-hidden="true" className="animate-spin" />,
        text: "Saving…",
        tone: "quiet",
      };
    case "waiting": {
      const why = status.reason === "offline" ? "offline" : "your session has ended";
      const kept = status.isKeptHere
        ? "kept in this browser"
        : "this browser cannot keep a copy, so leave the page open";
      return { icon: <CloudOff aria-hidden="true" />, text: `Not saved: ${why}, ${kept}`, tone: "loud" };
    }
    case "refused":
      return {
        icon: <TriangleAlert aria-hidden="true" />,
        text: "Not saved",
        title: status.message,
        tone: "loud",
      };
    case "conflict":
      return { icon: <TriangleAlert aria-hidden="true" />, text: "Not saved: two drafts", tone: "loud" };
  }
}
