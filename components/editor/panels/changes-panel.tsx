"use client";
import { changesOf, nodeKeyOf } from "../changes";
import { focusNode } from "../commands/focus-node";
import { useEditor, useEditorState } from "../editor-context";
import { ChangeList } from "./change-list";

/** How the draft differs from what is live. */
export function ChangesPanel() {
  const editor = useEditor();
  const live = useEditorState((state) => state.live);
  const changes = useEditorState((state) => changesOf(state.live, state.draft));
  if (live === null)
    return <p className="px-3 py-3 text-muted">Nothing is live yet: publishing creates the pipeline.</p>;
  if (changes.length === 0)
    return <p className="px-3 py-3 text-muted">The draft is the same as live v{live.version}.</p>;
  return (
    <div className="px-3 py-1">
      <ChangeList
        changes={changes}
        onShow={(change) => {
          const { draft, select } = editor.store.getState();
          const key = nodeKeyOf(draft, change);
          select(key === null ? [] : [key]);
          if (key !== null) focusNode(editor, key);
        }}
      />
    </div>
  );
}
