import { useEditorState } from "../editor-context";

/** The canvas is one stop of the Tab key: what was selected last, or the first stage. Arrows do the rest. */
export function useIsTabStop(key: string): boolean {
  return useEditorState(({ draft, selected }) => {
    const last = selected.at(-1);
    return last === undefined || last.includes("|") ? draft.stages[0]?.key === key : last === key;
  });
}
