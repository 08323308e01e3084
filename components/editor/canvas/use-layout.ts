import { useMemo, useState } from "react";
import type { Rect } from "@/lib/pipeline/layout/geometry";
import { editorDensity } from "@/lib/pipeline/layout/metrics";
import type { PipelineLayout } from "@/lib/pipeline/layout/pipeline-layout";
import { useEditorState } from "../editor-context";
import { foldStages } from "./fold-stages";
import { createLayouter } from "./layouter";
import { createProjector, type CanvasNode } from "./projection";

/** Layout runs on edits only: compact nodes where regular ones would not fit into the width of the canvas. */
export function useLayout(width: number): PipelineLayout {
  const draft = useEditorState((state) => state.draft);
  const hidden = useEditorState((state) => state.hiddenWires);
  const folded = useEditorState((state) => state.folded);
  const [layOut] = useState(createLayouter);
  return useMemo(() => {
    const hide = { artifacts: hidden.includes("artifact"), variables: hidden.includes("variable") };
    const shown = foldStages(draft, folded);
    return layOut(shown, { density: editorDensity(shown, width), hide });
  }, [draft, folded, hidden, layOut, width]);
}

/** The nodes of the canvas; those that an edit did not touch are the very objects they were. */
export function useNodes(layout: PipelineLayout): CanvasNode[] {
  const draft = useEditorState((state) => state.draft);
  const selected = useEditorState((state) => state.selected);
  const [project] = useState(createProjector);
  return useMemo(() => project({ draft, layout, selected }), [draft, layout, project, selected]);
}

/** Where a stage's header or an action stands. */
export function rectOf(layout: PipelineLayout, key: string): Rect | null {
  for (const stage of layout.stages) {
    if (stage.key === key) return stage.header;
    for (const group of stage.groups) {
      const action = group.actions.find((candidate) => candidate.key === key);
      if (action) return action.rect;
    }
  }
  return null;
}
