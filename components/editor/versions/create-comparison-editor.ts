import type { Comparison } from "@/lib/pipeline/compare-pipelines";
import type { CanvasControls, Editor } from "../editor";
import { createEditorStore } from "../store/create-editor-store";

/** An editor of nothing: it lets the canvas show a comparison, and keeps what is selected in it. */
export function createComparisonEditor(of: Editor, { draft, marks }: Comparison): Editor {
  let canvas: CanvasControls | null = null;
  return {
    ...of,
    canEdit: false,
    store: createEditorStore({ draft, live: null, region: of.connection.region, marks }),
    canvas: () => canvas,
    setCanvas(next) {
      canvas = next;
    },
    edit: () => undefined,
  };
}
