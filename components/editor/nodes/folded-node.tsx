"use client";
import type { NodeProps } from "@xyflow/react";
import { UnfoldHorizontal } from "lucide-react";
import { memo } from "react";
import type { FoldedNode } from "../canvas/projection";
import { useEditor, useEditorState } from "../editor-context";
import { problemsOf } from "../problems";

/** All actions of a folded stage as one: how many, the first of their names, and what is wrong among them. */
export const FoldedNodeView = memo(function FoldedNodeView({ data }: NodeProps<FoldedNode>) {
  const editor = useEditor();
  const { stage } = data;
  const names = useEditorState(
    ({ draft }) =>
      draft.stages
        .find(({ key }) => key === stage.key)
        ?.actions.map(({ name }) => name)
        .join(", ") ?? "",
  );
  const count = stage.actions.length;
  const words = count === 1 ? "1 action" : `${count} actions`;
  const problems = useEditorState((state) =>
    stage.actions.reduce((sum, { key }) => sum + (problemsOf(state).byNode.get(key)?.length ?? 0), 0),
  );
  return (
    <button
      type="button"
      tabIndex={-1}
      title={`Show the actions of ${stage.name}`}
      onClick={(event) => {
        event.stopPropagation();
        editor.store.getState().toggleFolded([stage.key]);
      }}
      className="nopan relative flex size-full flex-col items-start rounded-lg border border-line-strong bg-raised px-2 py-1.5 text-left shadow-[3px_3px_0_-1px_var(--raised),3px_3px_0_0_var(--line-strong)] hover:border-wire"
    >
      <span className="flex w-full items-center gap-1.5 text-small/[17px] font-semibold">
        {words}
        <UnfoldHorizontal aria-hidden="true" className="ml-auto size-3.5 text-faint" />
      </span>
      <span className="line-clamp-2 text-tiny break-words text-faint">{names}</span>
      {problems > 0 && (
        <span className="mt-auto text-tiny font-medium text-fail">
          {problems === 1 ? "1 problem inside" : `${problems} problems inside`}
        </span>
      )}
    </button>
  );
});
