import { useCallback, type KeyboardEvent } from "react";
import type { PipelineLayout } from "@/lib/pipeline/layout/pipeline-layout";
import { focusField, focusNode } from "../commands/focus-node";
import { useEditor } from "../editor-context";
import { isTyping } from "../commands/keyboard";
import { stageOfFolded } from "./fold-stages";
import { lineageSide } from "./lineage";
import { neighbourOf, type Direction } from "./neighbours";

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** Arrows walk to what stands beside; with Shift they add what an action depends on, or what depends on it. */
export function useCanvasKeys(layout: PipelineLayout) {
  const editor = useEditor();
  return useCallback(
    (event: KeyboardEvent) => {
      const direction = DIRECTIONS[event.key];
      if (isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
      const { draft, selected, select, openDialog, marks } = editor.store.getState();
      const focused = event.target instanceof Element ? event.target.getAttribute("data-node") : null;
      // Only forwards and only from a node: Shift+Tab leaves the canvas, Enter goes on to the inspector.
      if (event.key === "Tab" && !event.shiftKey && focused !== null && editor.canEdit) {
        event.preventDefault();
        openDialog({ kind: "add-action", placement: null });
        return;
      }
      const key = focused ?? selected.at(-1) ?? draft.stages[0]?.key;
      if (key === undefined) return;
      if ((event.key === " " || event.key === "Enter") && focused !== null) {
        event.preventDefault();
        select([focused]);
        if (event.key === "Enter" && marks === null) focusField(editor, "name");
        return;
      }
      if (!direction) return;
      event.preventDefault();
      if (event.shiftKey && (direction === "left" || direction === "right")) {
        const others = lineageSide(draft, key, direction === "left" ? "upstream" : "downstream");
        select([...new Set([...selected.filter((other) => other !== key), ...others, key])]);
        return;
      }
      const isFirstStep = focused === null && selected.length === 0;
      const next = isFirstStep ? key : neighbourOf(layout, key, direction);
      if (next === null) return;
      const shown = stageOfFolded(next) ?? next;
      select([shown]);
      focusNode(editor, shown);
    },
    [editor, layout],
  );
}
