"use client";
import { Cloud, Ellipsis, Redo2, Undo2 } from "lucide-react";
import { TopBar } from "@/components/layout/top-bar";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLink, MenuSeparator, MenuTrigger } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { Pill } from "@/components/ui/pill";
import { Segmented } from "@/components/ui/segmented";
import { pipelineHref } from "@/lib/queries/urls";
import { COMMANDS } from "../commands/commands";
import { isCommandEnabled, runCommand } from "../commands/run-command";
import { useEditor, useEditorState } from "../editor-context";
import type { EditorView } from "../store/editor-state";
import { DraftPill } from "./draft-pill";
import { SaveState } from "./save-state";

interface EditorHeaderProps {
  readonly connection: { readonly slug: string; readonly name: string; readonly region: string };
  readonly pipelineName: string;
  readonly view: EditorView;
  readonly onViewChange: (view: EditorView) => void;
}

const VIEWS = [
  { value: "canvas", label: "Canvas" },
  { value: "split", label: "Split" },
  { value: "code", label: "Code" },
  { value: "outline", label: "Outline" },
] as const;

/** Where this is, how it stands, and what to do with the whole of it. */
export function EditorHeader({ connection, pipelineName, view, onViewChange }: EditorHeaderProps) {
  const editor = useEditor();
  return (
    <TopBar
      isDense
      crumbs={[{ label: "Pipelines", href: "/pipelines" }, { label: pipelineName }]}
      note={
        <>
          <Pill className="max-xl:hidden" title={`Connection ${connection.name}, Region ${connection.region}`}>
            <Cloud aria-hidden="true" /> {connection.name} · {connection.region}
          </Pill>
          <span className="max-sm:hidden">
            <DraftPill />
          </span>
          <SaveState />
        </>
      }
      actions={
        <>
          <UndoRedo />
          <Segmented label="View" value={view} options={VIEWS} onValueChange={onViewChange} className="max-md:hidden" />
          {editor.canEdit ? (
            <>
              <Button className="max-xl:hidden" onClick={() => runCommand(editor, "save-version")}>
                Save version
              </Button>
              <Button variant="primary" onClick={() => runCommand(editor, "publish")}>
                Publish…
              </Button>
            </>
          ) : (
            <Pill>View only</Pill>
          )}
          <MoreMenu />
        </>
      }
    />
  );
}

function UndoRedo() {
  const editor = useEditor();
  const undone = useEditorState(({ past }) => past.at(-1)?.label ?? null);
  const redone = useEditorState(({ future }) => future[0]?.label ?? null);
  if (!editor.canEdit) return null;
  return (
    <span className="flex">
      <IconButton
        label={undone === null ? "Undo" : `Undo: ${undone}`}
        shortcut="Ctrl Z"
        disabled={undone === null}
        onClick={() => runCommand(editor, "undo")}
      >
        <Undo2 aria-hidden="true" />
      </IconButton>
      <IconButton
        label={redone === null ? "Redo" : `Redo: ${redone}`}
        shortcut="Ctrl Shift Z"
        disabled={redone === null}
        onClick={() => runCommand(editor, "redo")}
      >
        <Redo2 aria-hidden="true" />
      </IconButton>
    </span>
  );
}

function MoreMenu() {
  const editor = useEditor();
  const { connection, pipelineName } = editor.address;
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label="More">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      </MenuTrigger>
      <MenuContent>
        <MenuLink href={pipelineHref(connection, pipelineName)}>Open the pipeline’s page</MenuLink>
        <MenuSeparator />
        {COMMANDS.filter(({ section }) => section === "Draft").map((command) => (
          <MenuItem key={command.id} disabled={!isCommandEnabled(editor, command)} onSelect={() => command.run(editor)}>
            {command.label}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
