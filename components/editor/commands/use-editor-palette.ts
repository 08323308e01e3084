import { useMemo } from "react";
import { usePalette, usePaletteCommands, type PaletteCommand } from "@/components/layout/palette-state";
import type { Draft } from "@/lib/pipeline/draft";
import type { Editor } from "../editor";
import { useEditor, useEditorState } from "../editor-context";
import { COMMANDS } from "./commands";
import { focusNode } from "./focus-node";
import { shortcutWords } from "./keyboard";
import { isCommandEnabled, runCommand } from "./run-command";

/** Offers every command of the editor in the palette, and every stage and action as a place to go to. */
export function useEditorPalette(): void {
  const editor = useEditor();
  const isOpen = usePalette((state) => state.isOpen);
  // Nobody sees the list while the palette is closed, so edits need not make it anew.
  const draft = useEditorState((state) => (isOpen ? state.draft : null));
  usePaletteCommands(useMemo(() => commandsOf(editor), [editor]));
  usePaletteCommands(useMemo(() => (draft ? placesOf(editor, draft) : []), [editor, draft]));
}

function commandsOf(editor: Editor): readonly PaletteCommand[] {
  return COMMANDS.map((command) => ({
    id: command.id,
    label: command.label,
    ...(command.shortcuts?.[0] && { shortcut: shortcutWords(command.shortcuts[0]) }),
    isEnabled: () => isCommandEnabled(editor, command),
    run: () => void runCommand(editor, command.id),
  }));
}

function placesOf(editor: Editor, { stages }: Draft): readonly PaletteCommand[] {
  const place = (key: string, label: string): PaletteCommand => ({
    id: key,
    label,
    group: "In this pipeline",
    run: () => {
      editor.store.getState().select([key]);
      focusNode(editor, key);
    },
  });
  return stages.flatMap((stage) => [
    place(stage.key, stage.name),
    ...stage.actions.map((action) => place(action.key, `${stage.name} / ${action.name}`)),
  ]);
}
