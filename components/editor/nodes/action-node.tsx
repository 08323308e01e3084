"use client";
import type { NodeProps } from "@xyflow/react";
import { Clock, GitBranch } from "lucide-react";
import { memo } from "react";
import { ProviderGlyph } from "@/components/execution/provider-glyph";
import { cn } from "@/components/ui/cn";
import { actionSummary, actionTypeName } from "@/lib/pipeline/action-types/catalogue";
import type { Mark } from "@/lib/pipeline/compare-pipelines";
import type { DraftAction } from "@/lib/pipeline/draft";
import type { ActionNode } from "../canvas/projection";
import { lineageOf } from "../canvas/lineage";
import { searchDraft } from "../canvas/search";
import { markOf } from "../changes";
import { useDragSource } from "../drag/use-drag-source";
import { useEditor, useEditorState } from "../editor-context";
import type { EditorState } from "../store/editor-state";
import { describeAction } from "./describe-action";
import { MARK_BORDERS, MARK_INKS, MARK_WORDS } from "./mark-looks";
import { NodeBadge } from "./node-badge";
import { Ports } from "./ports";
import { useIsTabStop } from "./use-is-tab-stop";

/** One action: what it is, what it runs, what is wrong with it. */
export const ActionNodeView = memo(function ActionNodeView({ id, data, selected }: NodeProps<ActionNode>) {
  const editor = useEditor();
  const { action } = data;
  const { category, provider } = action.actionTypeId;
  const isTabStop = useIsTabStop(id);
  const isFaded = useEditorState((state) => isOutOfFocus(state, id));
  const mark = useEditorState((state) => markOf(state, id));
  const isCompared = useEditorState(({ marks }) => marks !== null);
  const drag = useDragSource(() => {
    const { selected: keys } = editor.store.getState();
    const actions = keys.includes(id) && keys.length > 1 ? keys : [id];
    return {
      kind: "actions",
      keys: actions,
      label: actions.length === 1 ? action.name : `${actions.length} actions`,
    };
  });
  return (
    <div
      {...drag}
      role="button"
      tabIndex={isTabStop ? 0 : -1}
      data-node={id}
      aria-pressed={selected}
      className={cn(
        "group/node nopan relative select-none flex size-full flex-col rounded-lg border bg-raised pt-[7px] pr-1.5 pb-1.5 pl-[7px] shadow-node outline-none",
        selected
          ? "border-focus ring-2 ring-focus"
          : "focus-visible:border-focus focus-visible:ring-1 focus-visible:ring-focus",
        !selected && (mark === null ? "border-line-strong hover:border-wire" : MARK_BORDERS[mark]),
        isFaded && "opacity-45",
      )}
    >
      <div className="grid grid-cols-[18px_minmax(0,1fr)] items-start gap-x-1.5">
        <span className="row-span-2 mt-px">
          <ProviderGlyph category={category} provider={provider} />
        </span>
        <b
          className={cn("truncate text-small/[17px] font-semibold", mark === "removed" && "text-muted line-through")}
          title={action.name}
        >
          {action.name}
        </b>
        <span className="sr-only">{describeAction(action, data.stageName)}</span>
        <span className="truncate text-tiny text-faint">{actionTypeName(action.actionTypeId)}</span>
      </div>
      <span className="mt-[5px] truncate text-[11px]/[16px] text-muted">{actionSummary(action)}</span>
      <span className="mt-auto flex min-w-0 items-center gap-1 text-tiny text-faint [&_svg]:size-3 [&_svg]:shrink-0">
        {mark === null ? (
          <Footer action={action} />
        ) : (
          <span className={cn("font-medium", MARK_INKS[mark])}>
            {isCompared ? MARK_WORDS[mark] : DRAFT_WORDS[mark]}
          </span>
        )}
      </span>
      <NodeBadge nodeKey={id} />
      <Ports action={action} isConnectable={editor.canEdit} />
    </div>
  );
});

const DRAFT_WORDS = {
  added: "New in draft",
  changed: "Changed in draft",
  moved: "Moved in draft",
  removed: "Removed in draft",
} as const satisfies Record<Mark, string>;
const MINUTES_A_DAY = 24 * 60;
const DEFAULT_APPROVAL_MINUTES = 7 * MINUTES_A_DAY;

/** It is not what is searched for, or has nothing to do with what the pointer is on. */
function isOutOfFocus({ draft, hovered, query }: EditorState, id: string): boolean {
  if (query !== null && query.trim() !== "") return !searchDraft(draft, query).has(id);
  return hovered !== null && hovered !== id && !lineageOf(draft, hovered).actions.has(id);
}

/** The second thing worth knowing at a glance, where there is one. */
function Footer({ action }: { readonly action: DraftAction }) {
  const branch = action.configuration?.["BranchName"] ?? action.configuration?.["Branch"];
  if (branch) {
    return (
      <>
        <GitBranch aria-hidden="true" />
        <span className="truncate">{branch}</span>
      </>
    );
  }
  if (action.actionTypeId.category === "Approval") {
    const minutes = action.timeoutInMinutes ?? DEFAULT_APPROVAL_MINUTES;
    return (
      <>
        <Clock aria-hidden="true" />
        expires {minutes % MINUTES_A_DAY === 0 ? `${minutes / MINUTES_A_DAY} d` : `${minutes} min`}
      </>
    );
  }
  return <span className="truncate">{action.region ?? action.namespace ?? ""}</span>;
}
