import type { EditorState, WireKind } from "../store/editor-state";
import { selectedItems } from "../store/selection";
import type { Command } from "./command";

/** About what is on screen; none of them changes the draft. */
export const VIEW_COMMANDS: readonly Command[] = [
  {
    id: "select-all",
    label: "Select all actions",
    section: "Select",
    shortcuts: ["Mod+A"],
    isEnabled: ({ store }) => store.getState().draft.stages.length > 0,
    run: ({ store }) => {
      const { draft, select } = store.getState();
      select(draft.stages.flatMap(({ actions }) => actions.map(({ key }) => key)));
    },
  },
  {
    id: "select-none",
    label: "Clear the selection",
    section: "Select",
    shortcuts: ["Escape"],
    isEnabled: ({ store }) => store.getState().selected.length > 0,
    run: ({ store }) => {
      const { select, setInspectorOpen } = store.getState();
      select([]);
      setInspectorOpen(false);
    },
  },
  {
    id: "fit",
    label: "Show the whole pipeline",
    section: "View",
    shortcuts: ["1"],
    isEnabled: ({ canvas }) => canvas() !== null,
    run: ({ canvas }) => canvas()?.fit(),
  },
  {
    id: "reset-zoom",
    label: "Reset zoom",
    section: "View",
    shortcuts: ["0"],
    isEnabled: ({ canvas }) => canvas() !== null,
    run: ({ canvas }) => canvas()?.resetZoom(),
  },
  {
    id: "zoom-in",
    label: "Zoom in",
    section: "View",
    shortcuts: ["+", "="],
    isEnabled: ({ canvas }) => canvas() !== null,
    run: ({ canvas }) => canvas()?.zoomIn(),
  },
  {
    id: "zoom-out",
    label: "Zoom out",
    section: "View",
    shortcuts: ["-"],
    isEnabled: ({ canvas }) => canvas() !== null,
    run: ({ canvas }) => canvas()?.zoomOut(),
  },
  wireCommand("order", "order"),
  wireCommand("artifact", "artifacts"),
  wireCommand("variable", "variables"),
  {
    id: "pipeline-settings",
    label: "Open the pipeline’s settings",
    section: "View",
    isEnabled: () => true,
    run: ({ store }) => {
      const { select, setInspectorOpen } = store.getState();
      select([]);
      setInspectorOpen(true);
    },
  },
  {
    id: "show-problems",
    label: "Show problems",
    section: "View",
    isEnabled: () => true,
    run: ({ store }) => store.getState().showDock("problems"),
  },
  {
    id: "show-changes",
    label: "Show what differs from live",
    section: "View",
    isEnabled: () => true,
    run: ({ store }) => store.getState().showDock("changes"),
  },
  {
    id: "toggle-dock",
    label: "Collapse or expand problems and changes",
    section: "View",
    isEnabled: () => true,
    run: ({ store }) => store.getState().toggleDock(),
  },
  {
    id: "find",
    label: "Search the canvas",
    section: "View",
    shortcuts: ["/", "Mod+F"],
    isEnabled: ({ canvas }) => canvas() !== null,
    run: ({ store }) => store.getState().search(store.getState().query ?? ""),
  },
  {
    id: "fold-stage",
    label: "Fold or unfold the stage",
    section: "View",
    shortcuts: ["Alt+F"],
    isForNode: true,
    isEnabled: ({ canvas, store }) => canvas() !== null && selectedStages(store.getState()).length > 0,
    run: ({ store }) => store.getState().toggleFolded(selectedStages(store.getState())),
  },
  {
    id: "fold-all",
    label: "Fold or unfold every stage",
    section: "View",
    shortcuts: ["Alt+Shift+F"],
    isEnabled: ({ canvas }) => canvas() !== null,
    run: ({ store }) => store.getState().toggleFolded(store.getState().draft.stages.map(({ key }) => key)),
  },
  {
    id: "shortcuts",
    label: "Keyboard shortcuts",
    section: "View",
    shortcuts: ["?"],
    isEnabled: () => true,
    run: ({ store }) => store.getState().openDialog({ kind: "shortcuts" }),
  },
];

function wireCommand(kind: WireKind, name: string): Command {
  return {
    id: `toggle-${name}`,
    label: `Show or hide the wires of ${name}`,
    section: "View",
    isEnabled: ({ canvas }) => canvas() !== null,
    run: ({ store }) => store.getState().toggleWires(kind),
  };
}

function selectedStages(state: EditorState): readonly string[] {
  return selectedItems(state).flatMap((item) => (item.kind === "stage" ? [item.stage.key] : []));
}
