"use client";
import { ChevronDown, ChevronRight, Plus } from "lucide-react";
import { useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { ProviderGlyph } from "@/components/execution/provider-glyph";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { actionSummary } from "@/lib/pipeline/action-types/catalogue";
import { EmptyCanvas } from "../canvas/empty-canvas";
import { NodeMenu } from "../commands/node-menu";
import { useEditor, useEditorState } from "../editor-context";
import { describeAction } from "../nodes/describe-action";
import { NodeBadge } from "../nodes/node-badge";
import { outlineRows, type OutlineRow } from "./outline-rows";

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
  const { openDialog } = editor.store.getState();

  function goTo(row: OutlineRow | undefined): void {
    if (!row) return;
    setGroupAt(row.kind === "group" ? row.id : null);
    editor.store.getState().select(row.kind === "group" ? [] : [row.id]);
    document.getElementById(rowId(row.id))?.focus();
  }

  function setOpen(key: string, isOpen: boolean): void {
    const next = new Set(closed);
    if (isOpen) next.delete(key);
    else next.add(key);
    setClosed(next);
  }

  function onKeyDown(event: KeyboardEvent, at: number): void {
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey || isInMenu(event)) return;
    switch (event.key) {
      case "ArrowDown":
        goTo(rows[at + 1]);
        break;
      case "ArrowUp":
        goTo(rows[at - 1]);
        break;
      case "Home":
        goTo(rows[0]);
        break;
      case "End":
        goTo(rows.at(-1));
        break;
      case "ArrowRight":
        if (row.kind === "stage" && !row.isOpen) setOpen(row.id, true);
        else goTo(rows[at + 1]);
        break;
      case "ArrowLeft":
        if (row.kind === "stage") setOpen(row.id, false);
        else goTo(parentOf(rows, at));
        break;
      case "Enter":
      case " ":
        if (row.kind === "group") return;
        editor.store.getState().select([row.id]);
        editor.store.getState().setInspectorOpen(true);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  if (draft.stages.length === 0) {
    return (
      <div className="relative size-full">
        <EmptyCanvas />
      </div>
    );
  }
  return (
    <div className="size-full overflow-y-auto bg-surface">
      <ul role="tree" aria-label={`Outline of ${draft.name}`}>
        {rows.map((row, index) => (
          <li
            key={row.id}
            id={rowId(row.id)}
            role="treeitem"
            aria-level={row.level}
            aria-selected={selected.includes(row.id)}
            {...(row.kind === "stage" && { "aria-expanded": row.isOpen })}
            {...(row.kind !== "group" && { "data-node": row.id })}
            tabIndex={index === at ? 0 : -1}
            onClick={(event) => !isInMenu(event) && goTo(row)}
            onKeyDown={(event) => onKeyDown(event, index)}
            className={cn(
              "flex items-center gap-2 border-t border-line pr-2.5 -outline-offset-2 first:border-t-0",
              row.kind === "group"
                ? "h-[26px] pl-7 text-small text-muted max-md:h-8"
                : "h-8 text-base max-md:h-11 max-md:text-[14px]",
              row.kind === "stage" && "bg-ground pl-2 font-semibold",
              row.kind === "action" && "pl-[46px] max-md:pl-9",
              selected.includes(row.id) && "bg-accent-soft shadow-[inset_3px_0_var(--accent)]",
            )}
          >
            <RowBody row={row} onToggle={(isOpen) => setOpen(row.id, isOpen)} />
          </li>
        ))}
      </ul>
      {editor.canEdit && (
        <div className="flex gap-2 p-3">
          <Button
            className="max-md:h-11"
            onClick={() =>
              openDialog({
                kind: "add-action",
                placement: { kind: "newStage", stageIndex: draft.stages.length },
              })
            }
          >
            <Plus aria-hidden="true" /> Add a stage
          </Button>
        </div>
      )}
    </div>
  );
}

function RowBody({ row, onToggle }: { readonly row: OutlineRow; readonly onToggle: (isOpen: boolean) => void }) {
  const editor = useEditor();
  const { openDialog } = editor.store.getState();
  switch (row.kind) {
    case "stage": {
      const Chevron = row.isOpen ? ChevronDown : ChevronRight;
      return (
        <>
          <Chevron aria-hidden="true" className="size-4 shrink-0 text-faint" onClick={() => onToggle(!row.isOpen)} />
          <span className="sr-only">Stage </span>
          <span className="font-medium text-faint">{row.number}</span>
          <span className="truncate">{row.stage.name}</span>
          <NodeBadge nodeKey={row.id} className="ml-1" />
          <NodeMenu nodeKey={row.id} label={`${row.stage.name} stage menu`} className="ml-auto max-md:size-9" />
        </>
      );
    }
    case "group":
      return (
        <>
          <span>
            runOrder {row.runOrder}
            {row.isParallel && ", parallel"}
            <span className="sr-only"> of {row.stage.name}</span>
          </span>
          {editor.canEdit && (
            <IconButton
              size="sm"
              tabIndex={-1}
              className="ml-auto max-md:size-8"
              label={`Add an action to runOrder ${row.runOrder} of ${row.stage.name}`}
              onClick={() =>
                openDialog({
                  kind: "add-action",
                  placement: { kind: "group", stageKey: row.stage.key, runOrder: row.runOrder },
                })
              }
            >
              <Plus aria-hidden="true" />
            </IconButton>
          )}
        </>
      );
    case "action":
      return (
        <>
          <ProviderGlyph category={row.action.actionTypeId.category} provider={row.action.actionTypeId.provider} />
          <span className="truncate">{row.action.name}</span>
          <span className="sr-only">{describeAction(row.action, row.stage.name)}</span>
          <span className="min-w-0 shrink-[2] truncate text-small text-faint">{actionSummary(row.action)}</span>
          <span className="ml-auto flex shrink-0 items-center gap-1.5">
            <NodeBadge nodeKey={row.id} className="" />
            <NodeMenu nodeKey={row.id} label={`Move or edit ${row.action.name}`} className="max-md:size-9" />
          </span>
        </>
      );
  }
}

function parentOf(rows: readonly OutlineRow[], at: number): OutlineRow | undefined {
  const level = rows[at]?.level ?? 1;
  return rows.slice(0, at).findLast((row) => row.level < level);
}

function rowId(id: string): string {
  return `outline-${id}`;
}

/** What is pressed in a row's menu or on its buttons is not the tree's: taking the focus would close the menu. */
function isInMenu(event: SyntheticEvent): boolean {
  return event.target instanceof Element && event.target.closest("[role=menu], button") !== null;
}
