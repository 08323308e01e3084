import type { Direction } from "../canvas/neighbours";
import type { Editor } from "../editor";
import { findSelected } from "../store/selection";
import type { Command } from "./command";
import { moveActions, moveStage } from "./move";
import { nudgePlacement } from "./nudge";

/** One step at a time, for the keyboard and the outline: what dragging does in one go. */
export const MOVE_COMMANDS: readonly Command[] = [
  moveCommand("left", "Move earlier", "Alt+ArrowLeft"),
  moveCommand("right", "Move later", "Alt+ArrowRight"),
  moveCommand("up", "Move up", "Alt+ArrowUp"),
  moveCommand("down", "Move down", "Alt+ArrowDown"),
];

function moveCommand(direction: Direction, label: string, shortcut: string): Command {
  return {
    id: `move-${direction}`,
    label,
    section: "Move",
    shortcuts: [shortcut],
    isForNode: true,
    isEdit: true,
    isEnabled: (editor) => stepOf(editor, direction) !== null,
    run: (editor) => stepOf(editor, direction)?.(),
  };
}

function stepOf(editor: Editor, direction: Direction): (() => void) | null {
  const { draft, selected } = editor.store.getState();
  const found = findSelected(draft, selected.at(-1) ?? "");
  if (selected.length !== 1 || found === null || found.kind === "wire") return null;
  if (found.kind === "stage") return stageStep(editor, draft.stages.indexOf(found.stage), direction);
  const placement = nudgePlacement(draft, found.action.key, direction);
  return placement && (() => moveActions(editor, [found.action.key], placement));
}

function stageStep(editor: Editor, index: number, direction: Direction): (() => void) | null {
  const { stages } = editor.store.getState().draft;
  const stage = stages[index];
  if (!stage) return null;
  if (direction === "left" && index > 0) return () => moveStage(editor, stage.key, index - 1);
  if (direction === "right" && index < stages.length - 1) return () => moveStage(editor, stage.key, index + 2);
  return null;
}
