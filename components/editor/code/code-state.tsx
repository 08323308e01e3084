"use client";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Note } from "@/components/ui/note";
import { runCommand } from "../commands/run-command";
import { useEditor } from "../editor-context";
import type { CodeStatus } from "./draft-text";

/** Whether the text is what the canvas shows, in one line that never moves the text. */
export function CodeState() {
  const editor = useEditor();
  const status = useStore(editor.code.state, (state) => state.status);
  const isUnread = status.kind === "unreadable" || status.kind === "clash";
  const words = editor.canEdit ? describe(status) : "View only";
  return (
    <>
      <span
        role="status"
        title={words}
        className={cn("min-w-0 grow truncate text-small", isUnread ? "font-medium text-wait" : "text-faint")}
      >
        {words}
      </span>
      {status.kind === "clash" && (
        <Button size="sm" onClick={() => runCommand(editor, "take-code")}>
          Keep the code’s
        </Button>
      )}
      {isUnread && (
        <Button size="sm" variant="quiet" onClick={() => runCommand(editor, "put-code-back")}>
          {status.kind === "clash" ? "Keep the canvas’s" : "Put back"}
        </Button>
      )}
    </>
  );
}

/** Says, where the pipeline is drawn, that the code holds something that is not in the drawing. */
export function UnreadCode({
  isBesideCode,
  className,
}: {
  readonly isBesideCode: boolean;
  readonly className?: string;
}) {
  const editor = useEditor();
  const status = useStore(editor.code.state, (state) => state.status);
  if (status.kind !== "unreadable" && status.kind !== "clash") return null;
  return (
    <Note
      tone="wait"
      role="status"
      // Half a word typed is no news yet.
      className={cn("transition-opacity delay-500 starting:opacity-0", className)}
      action={
        !isBesideCode && (
          <Button size="sm" onClick={() => runCommand(editor, "go-to-code-error")}>
            Go to code
          </Button>
        )
      }
    >
      This is the last definition that could be read. {isBesideCode ? "" : describe(status)}
    </Note>
  );
}

function describe(status: CodeStatus): string {
  switch (status.kind) {
    case "settled":
      return "In step with the canvas";
    case "reading":
      return "Reading…";
    case "clash":
      return `The canvas changed the same part. ${status.message}`;
    case "unreadable": {
      const [first, ...others] = status.issues;
      const more = others.length === 0 ? "" : ` And ${others.length} more.`;
      return first ? `Line ${first.line}, column ${first.column}: ${first.message}${more}` : "Cannot be read";
    }
  }
}
