"use client";
import { findSelected } from "../store/selection";
import { useEditorState } from "../editor-context";
import { ActionInspector } from "./action/action-inspector";
import { ManyInspector } from "./many-inspector";
import { PipelineInspector } from "./pipeline/pipeline-inspector";
import { StageInspector } from "./stage/stage-inspector";
import { WireInspector } from "./wire-inspector";

/** The form of whatever is selected; the pipeline's own settings while nothing is. */
export function Inspector() {
  const selected = useEditorState((state) => state.selected);
  const kind = useEditorState(({ draft, selected: keys }) => findSelected(draft, keys.at(-1) ?? "")?.kind ?? null);
  const key = selected.at(-1);
  if (selected.length > 1) return <ManyInspector />;
  if (key === undefined || kind === null) return <PipelineInspector />;
  switch (kind) {
    case "action":
      return <ActionInspector key={key} actionKey={key} />;
    case "stage":
      return <StageInspector key={key} stageKey={key} />;
    case "wire":
      return <WireInspector key={key} wireKey={key} />;
  }
}
