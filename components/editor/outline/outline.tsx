"use client";
import { ChevronsDownUp, ChevronsUpDown, Plus, SlidersHorizontal } from "lucide-react";
import { useState, type MouseEvent } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { EmptyCanvas } from "../canvas/empty-canvas";
import { runCommand } from "../commands/run-command";
import { useEditor, useEditorState } from "../editor-context";
import { useIsPhone } from "../use-is-phone";
import { OutlineRowBody } from "./outline-row";
import { outlineRows, type OutlineRow } from "./outline-rows";
import { isOnControl, useOutlineKeys } from "./use-outline-keys";

/** The same pipeline as a tree: the keyboard's editor, and the phone's. */
export function Outline() {
  const editor = useEditor();
  const draft = useEditorState((state) => state.draft);
  const selected = useEditorState((state) => state.selected);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [groupAt, setGroupAt] = useState<string | null>(null);
  const rows = outlineRows(draft, closed);
  const last = groupAt ?? selected.at(-1);
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === last),
  );
  const isPhone = useIsPhone();
  const onKeyDown = useOutlineKeys({ rows, goTo, setOpen });

  function goTo(row: OutlineRow | undefined): void {
    if (!row) return;
    setGroupAt(row.kind === "group" ? row.id : null);
    editor.store.getState().select(row.kind === "group" ? [] : [row.id]);
    document.getElementById(rowId(row.id))?.focus();
  }

  function setOpen(stageKeys: readonly string[], isOpen: boolean): void {
    const next = new Set(closed);
    for (const key of stageKeys) {
      if (isOpen) next.delete(key);
      else next.add(key);
    }
    setClosed(next);
  }

  function onClick(event: MouseEvent, row: OutlineRow): void {
    if (isOnControl(event)) return;
    if (row.kind !== "group" && (event.ctrlKey || event.metaKey)) return editor.store.getState().toggleSelected(row.id);
    goTo(row);
    // A phone has no inspector beside the outline, and a tap leads to what it names.
    if (isPhone && row.kind !== "group") editor.store.getState().setInspectorOpen(true);
  }

  if (draft.stages.length === 0) {
    return (
      <div className="relative size-full">
        <EmptyCanvas />
      </div>
    );
  }
  const stageKeys = draft.stages.map(({ key }) => key);
  return (
    <div className="flex size-full flex-col bg-surface">
      <OutlineToolbar
        isAnyOpen={stageKeys.some((key) => !closed.has(key))}
        onToggleAll={(isOpen) => setOpen(stageKeys, isOpen)}
      />
      <ul
        role="tree"
        aria-label={`Outline of ${draft.name}`}
        aria-multiselectable="true"
        className="min-h-0 grow overflow-y-auto"
      >
        {rows.map((row, index) => (
          <li
            key={row.id}
            id={rowId(row.id)}
            role="treeitem"
            aria-level={row.level}
            aria-posinset={row.position}
            aria-setsize={row.setSize}
            aria-selected={selected.includes(row.id)}
            {...(row.kind === "stage" && { "aria-expanded": row.isOpen })}
            {...(row.kind !== "group" && { "data-node": row.id })}
            tabIndex={index === at ? 0 : -1}
            onClick={(event) => onClick(event, row)}
            onKeyDown={(event) => onKeyDown(event, index)}
            className={cn(
              "flex items-center gap-2 border-t border-line pr-2.5 -outline-offset-2 first:border-t-0",
              row.kind === "group"
                ? "h-[26px] pl-7 text-small text-muted max-md:h-8"
                : "h-8 text-base max-md:h-11 max-md:text-[14px]",
              row.kind === "stage" && "bg-ground pl-1.5 font-semibold",
              row.kind === "action" && "pl-[46px] max-md:pl-9",
              selected.includes(row.id) && "bg-accent-soft shadow-[inset_3px_0_var(--accent)]",
            )}
          >
            <OutlineRowBody row={row} isTabStop={index === at} onToggle={(isOpen) => setOpen([row.id], isOpen)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OutlineToolbarProps {
  readonly isAnyOpen: boolean;
  readonly onToggleAll: (isOpen: boolean) => void;
}

/** What is about the whole: its settings, another stage, how much is shown. */
function OutlineToolbar({ isAnyOpen, onToggleAll }: OutlineToolbarProps) {
  const editor = useEditor();
  const { openDialog } = editor.store.getState();
  return (
    <div
      role="group"
      aria-label="Whole pipeline"
      className="flex shrink-0 items-center gap-1.5 border-b border-line px-2.5 py-2"
    >
      <Button className="max-md:h-11" onClick={() => runCommand(editor, "pipeline-settings")}>
        <SlidersHorizontal aria-hidden="true" /> Pipeline settings
      </Button>
      {editor.canEdit && (
        <Button
          className="max-md:h-11"
          onClick={() => {
            const stageIndex = editor.store.getState().draft.stages.length;
            openDialog({ kind: "add-action", placement: { kind: "newStage", stageIndex } });
          }}
        >
          <Plus aria-hidden="true" /> Add a stage
        </Button>
      )}
      <IconButton
        className="ml-auto max-md:size-11"
        label={isAnyOpen ? "Collapse all" : "Expand all"}
        onClick={() => onToggleAll(!isAnyOpen)}
      >
        {isAnyOpen ? <ChevronsDownUp aria-hidden="true" /> : <ChevronsUpDown aria-hidden="true" />}
      </IconButton>
    </div>
  );
}

function rowId(id: string): string {
  return `outline-${id}`;
}
