"use client";
import type { NodeProps } from "@xyflow/react";
import { ChevronDown, ChevronRight, Plus } from "lucide-react";
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
  const { stage, number, columns } = data;
  const isTabStop = useIsTabStop(id);
  const mark = useEditorState(({ marks }) => marks?.get(id) ?? null);
  const isCompared = useEditorState(({ marks }) => marks !== null);
  const drag = useDragSource(() => ({ kind: "stage", key: id, label: stage.name }));
  const isEmpty = stage.actions.length === 0;
  const isFolded = useEditorState(({ folded }) => !isEmpty && folded.includes(id));
  return (
    <div
      className={cn(
        "group/stage relative size-full rounded-lg border bg-[color-mix(in_srgb,var(--surface)_62%,transparent)]",
        selected ? "border-focus ring-2 ring-focus" : mark === null ? "border-line-strong" : MARK_BORDERS[mark],
      )}
    >
      <header className="flex h-[34px] items-center gap-1 rounded-t-[7px] border-b border-line bg-surface pr-1 pl-1">
        {isEmpty ? <span className="w-1" /> : <FoldButton stageKey={id} stageName={stage.name} />}
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
      {!isFolded && <Columns stageKey={id} stageName={stage.name} columns={columns} />}
    </div>
  );
});

type ColumnsProps = Pick<StageNode["data"], "columns"> & { readonly stageKey: string; readonly stageName: string };

/** The groups of a stage by their numbers, with a `+` below each, between them, and at either end. */
function Columns({ stageKey, stageName, columns }: ColumnsProps) {
  const editor = useEditor();
  const { openDialog } = editor.store.getState();
  const gaps = columns.map(({ label }, index) => {
    const next = columns[index + 1]?.label;
    const end = label.x + label.width;
    return next ? (end + next.x) / 2 : end + HALF_PLUS_PX;
  });
  return (
    <>
      {columns.map(({ runOrder, isParallel, label, addAction }) => (
        <div key={runOrder}>
          <div
            className="absolute flex items-center text-tiny font-medium whitespace-nowrap text-faint"
            style={{ left: label.x, top: label.y, width: label.width, height: label.height }}
          >
            <span className="truncate">
              runOrder {runOrder}
              {isParallel && " · parallel"}
            </span>
          </div>
          {editor.canEdit && (
            <div
              className="absolute"
              style={{ left: addAction.x, top: addAction.y, width: addAction.width, height: addAction.height }}
            >
              <PlusButton
                label={`Add an action in parallel, runOrder ${runOrder} of ${stageName}`}
                className="size-full rounded-md border-dashed border-line"
                onClick={() => openDialog({ kind: "add-action", placement: { kind: "group", stageKey, runOrder } })}
              />
            </div>
          )}
        </div>
      ))}
      {editor.canEdit &&
        [0, ...gaps].map((left, groupIndex) => (
          <div
            // A gap is known by its place.
            key={groupIndex}
            className="absolute z-10 -translate-x-1/2 opacity-0 group-hover/stage:opacity-100 focus-within:opacity-100"
            style={{ left, top: (columns[0]?.label.y ?? 0) + GAP_PLUS_TOP_PX }}
          >
            <PlusButton
              label={
                groupIndex === 0
                  ? `Add an action before runOrder ${columns[0]?.runOrder ?? 1} of ${stageName}`
                  : `Add an action after runOrder ${columns[groupIndex - 1]?.runOrder ?? 1} of ${stageName}`
              }
              className="size-4 rounded-full border-line-strong bg-surface"
              onClick={() => openDialog({ kind: "add-action", placement: { kind: "newGroup", stageKey, groupIndex } })}
            />
          </div>
        ))}
    </>
  );
}

const HALF_PLUS_PX = 8;
const GAP_PLUS_TOP_PX = 4;

/** Not a stop of the Tab key: the stage's menu does the same. */
function FoldButton({ stageKey, stageName }: { readonly stageKey: string; readonly stageName: string }) {
  const editor = useEditor();
  const isFolded = useEditorState(({ folded }) => folded.includes(stageKey));
  const label = `${isFolded ? "Unfold" : "Fold"} ${stageName}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-expanded={!isFolded}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        editor.store.getState().toggleFolded([stageKey]);
      }}
      className="nopan grid size-4 shrink-0 place-items-center rounded-sm p-0 text-faint hover:bg-hover hover:text-ink [&_svg]:size-3.5"
    >
      {isFolded ? <ChevronRight aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
    </button>
  );
}

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
