"use client";
import { changesOf } from "../changes";
import { useEditor, useEditorState } from "../editor-context";

/** Which version is live, and whether the draft differs from it. */
export function DraftPill() {
  const editor = useEditor();
  const version = useEditorState(({ live }) => live?.version ?? null);
  const changes = useEditorState(({ draft, live }) => changesOf(live, draft).length);
  const differs = version === null ? "never published" : changes === 0 ? "no changes" : `draft differs (${changes})`;
  return (
    <button
      type="button"
      title="What differs from the live definition"
      onClick={() => editor.store.getState().showDock("changes")}
      className="inline-flex h-[22px] shrink-0 items-center gap-1 rounded-full bg-accent-soft px-2 text-small whitespace-nowrap text-accent"
    >
      <b className="font-semibold">{version === null ? "Draft" : `Live v${version}`}</b> · {differs}
    </button>
  );
}
