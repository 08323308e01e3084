"use client";
import { Maximize, Minus, Plus, SlidersHorizontal, Zap } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/components/ui/cn";
import { runCommand } from "../commands/run-command";
import { useEditor, useEditorState } from "../editor-context";
import type { WireKind } from "../store/editor-state";
import { useZoomPercent } from "../use-flow";
import { CanvasSearch } from "./canvas-search";
import { startsOn } from "./starts-on";

const LEGEND: readonly { readonly kind: WireKind; readonly label: string; readonly line: string }[] = [
  { kind: "order", label: "Order", line: "stroke-wire stroke-2" },
  {
    kind: "artifact",
    label: "Artifacts",
    line: "stroke-wire-artifact stroke-[2.25] [stroke-dasharray:.1_4.2] [stroke-linecap:round]",
  },
  { kind: "variable", label: "Variables", line: "stroke-wire-variable stroke-[1.5]" },
];

/** What floats over the canvas: which wires are shown, what starts the pipeline, its settings, the zoom. */
export function CanvasToolbar() {
  const editor = useEditor();
  const trigger = useEditorState(({ draft }) => startsOn(draft));
  const isCompared = useEditorState(({ marks }) => marks !== null);
  const openSettings = (): void => void runCommand(editor, "pipeline-settings");
  return (
    <>
      <div className="@container pointer-events-none absolute inset-x-3 top-3 flex gap-1.5 *:pointer-events-auto">
        <Legend />
        <CanvasSearch />
        <div className={cn("ml-auto flex min-w-0 gap-1.5", isCompared && "hidden")}>
          {trigger !== null && (
            <Button onClick={openSettings} title="What starts this pipeline" className="max-w-56 min-w-0 shrink">
              <Zap aria-hidden="true" />
              <span className="truncate">{trigger}</span>
            </Button>
          )}
          <IconButton variant="default" label="Pipeline settings" onClick={openSettings}>
            <SlidersHorizontal aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      <div className="absolute bottom-3 left-3 flex gap-1.5">
        <ZoomControls />
      </div>
    </>
  );
}

function Legend() {
  const editor = useEditor();
  const hidden = useEditorState((state) => state.hiddenWires);
  return (
    <div
      role="group"
      aria-label="Show on canvas"
      className="flex h-7 shrink-0 overflow-hidden rounded-md border border-line-strong bg-surface"
    >
      {LEGEND.map(({ kind, label, line }) => (
        <button
          key={kind}
          type="button"
          title={label}
          aria-pressed={!hidden.includes(kind)}
          onClick={() => editor.store.getState().toggleWires(kind)}
          className="flex items-center gap-1.5 border-r border-line px-2.5 text-small text-muted -outline-offset-2 last:border-r-0 hover:bg-hover aria-[pressed=false]:text-faint aria-[pressed=false]:line-through"
        >
          <svg aria-hidden="true" viewBox="0 0 20 8" className="h-2 w-5">
            <path d="M1 4h18" className={cn("fill-none", line)} />
          </svg>
          <span className="@max-xl:sr-only">{label}</span>
        </button>
      ))}
    </div>
  );
}

function ZoomControls() {
  const editor = useEditor();
  const percent = useZoomPercent();
  return (
    <>
      <IconButton variant="default" label="Zoom out" shortcut="-" onClick={() => runCommand(editor, "zoom-out")}>
        <Minus aria-hidden="true" />
      </IconButton>
      <Button title="Reset zoom (0)" className="w-14" onClick={() => runCommand(editor, "reset-zoom")}>
        {percent}%
      </Button>
      <IconButton variant="default" label="Zoom in" shortcut="+" onClick={() => runCommand(editor, "zoom-in")}>
        <Plus aria-hidden="true" />
      </IconButton>
      <Button title="Show the whole pipeline (1)" onClick={() => runCommand(editor, "fit")}>
        <Maximize aria-hidden="true" /> Fit
      </Button>
    </>
  );
}
