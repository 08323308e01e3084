import type { Editor } from "../editor";
import { COMMANDS } from "./commands";
import type { Command } from "./command";

/** @throws Error for an id that no command has */
export function getCommand(id: string): Command {
  const command = COMMANDS.find((candidate) => candidate.id === id);
  if (!command) throw new Error(`There is no command "${id}".`);
  return command;
}

export function isCommandEnabled(editor: Editor, command: Command): boolean {
  return (!command.isEdit || editor.canEdit) && command.isEnabled(editor);
}

/** Runs a command unless it is disabled just now. @returns whether it ran */
export function runCommand(editor: Editor, id: string): boolean {
  const command = getCommand(id);
  if (!isCommandEnabled(editor, command)) return false;
  command.run(editor);
  return true;
}
