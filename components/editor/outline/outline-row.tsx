"use client";
import { ChevronDown, ChevronRight, Plus } from "lucide-react";
import { ProviderGlyph } from "@/components/execution/provider-glyph";
import { IconButton } from "@/components/ui/icon-button";
import { actionSummary } from "@/lib/pipeline/action-types/catalogue";
import { NodeMenu } from "../commands/node-menu";
import { useEditor } from "../editor-context";
import { describeAction } from "../nodes/describe-action";
import { NodeBadge } from "../nodes/node-badge";
import type { OutlineRow } from "./outline-rows";

interface OutlineRowBodyProps {
  readonly row: OutlineRow;
  /** The row that has the tree's one stop of the Tab key: its buttons come after it. */
  readonly isTabStop: boolean;
  readonly onToggle: (isOpen: boolean) => void;
}

export function OutlineRowBody({ row, isTabStop, onToggle }: OutlineRowBodyProps) {
  switch (row.kind) {
    case "stage": {
      const Chevron = row.isOpen ? ChevronDown : ChevronRight;
      return (
        <>
          <span
            aria-hidden="true"
            className="grid size-5 shrink-0 place-items-center text-faint max-md:size-8"
            onClick={(event) => {
              event.stopPropagation();
              onToggle(!row.isOpen);
            }}
          >
            <Chevron className="size-4" />
          </span>
          <span className="sr-only">Stage </span>
          <span className="font-medium text-faint">{row.position}</span>
          <span className="truncate" title={row.stage.name}>
            {row.stage.name}
          </span>
          <NodeBadge nodeKey={row.id} className="ml-1 shrink-0" />
          <NodeMenu
            nodeKey={row.id}
            label={`${row.stage.name} stage menu`}
            isTabStop={isTabStop}
            className="ml-auto max-md:size-9"
          />
        </>
      );
    }
    case "group":
      return <GroupBody row={row} isTabStop={isTabStop} />;
    case "action":
      return (
        <>
          <ProviderGlyph category={row.action.actionTypeId.category} provider={row.action.actionTypeId.provider} />
          <span className="truncate" title={row.action.name}>
            {row.action.name}
          </span>
          <span className="sr-only">{describeAction(row.action, row.stage.name)}</span>
          <span className="min-w-0 shrink-[9999] truncate text-small text-faint">{actionSummary(row.action)}</span>
          <span className="ml-auto flex shrink-0 items-center gap-1.5">
            <NodeBadge nodeKey={row.id} className="" />
            <NodeMenu
              nodeKey={row.id}
              label={`Move or edit ${row.action.name}`}
              isTabStop={isTabStop}
              className="max-md:size-9"
            />
          </span>
        </>
      );
  }
}

interface GroupBodyProps {
  readonly row: Extract<OutlineRow, { kind: "group" }>;
  readonly isTabStop: boolean;
}

function GroupBody({ row, isTabStop }: GroupBodyProps) {
  const editor = useEditor();
  const { openDialog } = editor.store.getState();
  const placement = { kind: "group", stageKey: row.stage.key, runOrder: row.runOrder } as const;
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
          tabIndex={isTabStop ? 0 : -1}
          className="ml-auto max-md:size-8"
          label={`Add an action to runOrder ${row.runOrder} of ${row.stage.name}`}
          onClick={() => openDialog({ kind: "add-action", placement })}
        >
          <Plus aria-hidden="true" />
        </IconButton>
      )}
    </>
  );
}
