"use client";
import { MoreHorizontal } from "lucide-react";
import { useRef } from "react";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { useEditor } from "../editor-context";
import type { Command } from "./command";
import { COMMANDS } from "./commands";
import { shortcutWords } from "./keyboard";
import { isCommandEnabled } from "./run-command";

interface NodeMenuProps {
  readonly nodeKey: string;
  /** "Build stage menu". */
  readonly label: string;
  readonly className?: string;
  /** False where the Tab key stops elsewhere, and the row or node leads here. */
  readonly isTabStop?: boolean;
}

/** What can be done with one stage or action. Opening it selects that, so the commands act on it. */
export function NodeMenu({ nodeKey, label, className, isTabStop = true }: NodeMenuProps) {
  const editor = useEditor();
  const ran = useRef<Command | null>(null);
  const onOpenChange = (isOpen: boolean): void => {
    const { select, selected } = editor.store.getState();
    // A menu opened on one of several selected things is about all of them.
    if (isOpen && !selected.includes(nodeKey)) select([nodeKey]);
  };
  return (
    <Menu onOpenChange={onOpenChange}>
      <MenuTrigger asChild>
        <IconButton label={label} className={className} {...(!isTabStop && { tabIndex: -1 })}>
          <MoreHorizontal aria-hidden="true" />
        </IconButton>
      </MenuTrigger>
      <MenuContent
        // Such a command puts the focus where its work goes on, which the menu's button must not take back.
        onCloseAutoFocus={(event) => {
          if (ran.current && leadsAway(ran.current)) event.preventDefault();
          ran.current = null;
        }}
      >
        <NodeMenuItems
          onRun={(command) => {
            ran.current = command;
          }}
        />
      </MenuContent>
    </Menu>
  );
}

function leadsAway({ isEdit, id }: Command): boolean {
  return isEdit === true || id === "inspect";
}

function NodeMenuItems({ onRun }: { readonly onRun: (command: Command) => void }) {
  const editor = useEditor();
  const commands = COMMANDS.filter(({ isForNode }) => isForNode);
  return commands.map((command, index) => (
    <div key={command.id}>
      {index > 0 && command.section !== commands[index - 1]?.section && <MenuSeparator />}
      <MenuItem
        disabled={!isCommandEnabled(editor, command)}
        destructive={command.id === "delete"}
        {...(command.shortcuts?.[0] && { shortcut: shortcutWords(command.shortcuts[0]) })}
        onSelect={() => {
          onRun(command);
          command.run(editor);
        }}
      >
        {command.label}
      </MenuItem>
    </div>
  ));
}
