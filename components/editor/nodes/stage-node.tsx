"use client";
import type { NodeProps } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import type { StageNode } from "../canvas/projection";
import { NodeMenu } from "../commands/node-menu";
import { useDragSource } from "../drag/use-drag-source";
import { useEditor, useEditorState } from "../editor-context";
import { MARK_BORDERS, MARK_INKS, MARK_WORDS } from "./mark-looks";
import { NodeBadge } from "./node-badge";
import { StageShields } from "./stage-shields";
import { useIsTabStop } from "./use-is-tab-stop";

/** A stage as a container: its header, the labels of its groups, and a `+` wherever an action can go. */
export const StageNodeView = memo(function StageNodeView({ id, data, selected }: NodeProps<StageNode>) {
  const editor = useEditor();
  const { stage, number, columns } = data;
  const isTabStop = useIsTabStop(id);
  const mark = useEditorState(({ marks }) => marks?.get(id) ?? null);
  const isCompared = useEditorState(({ marks }) => marks !== null);
  const drag = useDragSource(() => ({ kind: "stage", key: id, label: stage.name }));
  const { openDialog } = editor.store.getState();
  return (
    <div
      className={cn(
        "group/stage relative size-full rounded-lg border bg-[color-mix(in_srgb,var(--surface)_62%,transparent)]",
        selected ? "border-focus ring-2 ring-focus" : mark === null ? "border-line-strong" : MARK_BORDERS[mark],
      )}
    >
      <header className="flex h-[34px] items-center gap-1.5 rounded-t-[7px] border-b border-line bg-surface pr-1 pl-2.5">
        <div
          {...drag}
          role="button"
          tabIndex={isTabStop ? 0 : -1}
          data-node={id}
          aria-pressed={selected}
          className="nopan select-none flex h-full min-w-0 grow items-center gap-1.5 -outline-offset-2"
        >
          <span className="sr-only">Stage</span>
          <span className="font-medium text-faint">{number}</span>
          <b
            className={cn("truncate text-control font-semibold", mark === "removed" && "text-muted line-through")}
            title={stage.name}
          >
            {stage.name}
          </b>
          {mark && <span className={cn("text-tiny font-medium", MARK_INKS[mark])}>{MARK_WORDS[mark]}</span>}
        </div>
        <StageShields stage={stage} columnCount={columns.length} />
        {!isCompared && <NodeMenu nodeKey={id} label={`${stage.name} stage menu`} className="nopan size-6" />}
      </header>
      <NodeBadge nodeKey={id} />
      {columns.map(({ runOrder, isParallel, label, addAction }, index) => (
        <div key={runOrder}>
          <div
            className="absolute flex items-center gap-1 text-tiny font-medium whitespace-nowrap text-faint"
            style={{ left: label.x, top: label.y, width: label.width, height: label.height }}
          >
            <span className="truncate">
              runOrder {runOrder}
              {isParallel && " · parallel"}
            </span>
            {editor.canEdit && (
              <PlusButton
                label={`Add an action after runOrder ${runOrder} of ${stage.name}`}
                className="absolute right-0 size-4 rounded-full border-line-strong bg-surface opacity-0 group-hover/stage:opacity-100"
                onClick={() =>
                  openDialog({
                    kind: "add-action",
                    placement: { kind: "newGroup", stageKey: id, groupIndex: index + 1 },
                  })
                }
              />
            )}
          </div>
          {editor.canEdit && (
            <div
              className="absolute"
              style={{ left: addAction.x, top: addAction.y, width: addAction.width, height: addAction.height }}
            >
              <PlusButton
                label={`Add an action in parallel, runOrder ${runOrder} of ${stage.name}`}
                className="size-full rounded-md border-dashed border-line"
                onClick={() => openDialog({ kind: "add-action", placement: { kind: "group", stageKey: id, runOrder } })}
              />
            </div>
          )}
        </div>
      ))}
    </div>
  );
});

interface PlusButtonProps {
  readonly label: string;
  readonly className: string;
  readonly onClick: () => void;
}

/** Adds something here. Not a stop of the Tab key: the palette and the menus do the same from the keyboard. */
export function PlusButton({ label, className, onClick }: PlusButtonProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
      className={cn(
        "nopan grid place-items-center border p-0 text-faint hover:border-accent hover:text-accent [&_svg]:size-2.5",
        className,
      )}
    >
      <Plus aria-hidden="true" />
    </button>
  );
}
