import type { Editor } from "../editor";

export const COMMAND_SECTIONS = ["Draft", "Edit", "Move", "Select", "View"] as const;
export type CommandSection = (typeof COMMAND_SECTIONS)[number];

/** Something the editor can do. Toolbar, menus, palette, shortcut sheet and keyboard all read the one list. */
export interface Command {
  readonly id: string;
  /** The verb and the thing: "Delete selection". */
  readonly label: string;
  readonly section: CommandSection;
  /** Such as `Mod+Shift+Z`; `Mod` is Ctrl, or Command on a Mac. The first one is shown. */
  readonly shortcuts?: readonly string[];
  /** Left out of menus of one node: it is about the editor as a whole. */
  readonly isForNode?: true;
  /** Changes the draft, so it is for those who may edit. */
  readonly isEdit?: true;
  isEnabled(editor: Editor): boolean;
  run(editor: Editor): void;
}
