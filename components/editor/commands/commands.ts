import type { Command } from "./command";
import { CLIPBOARD_COMMANDS } from "./clipboard-commands";
import { CODE_COMMANDS } from "./code-commands";
import { DRAFT_COMMANDS } from "./draft-commands";
import { EDIT_COMMANDS } from "./edit-commands";
import { MOVE_COMMANDS } from "./move-commands";
import { VIEW_COMMANDS } from "./view-commands";

/** Everything the editor can do, in the order of menus and of the shortcut sheet. */
export const COMMANDS: readonly Command[] = [
  ...DRAFT_COMMANDS,
  ...EDIT_COMMANDS,
  ...CLIPBOARD_COMMANDS,
  ...MOVE_COMMANDS,
  ...VIEW_COMMANDS,
  ...CODE_COMMANDS,
];
