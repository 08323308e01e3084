"use client";
import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  type Connection,
  type NodeChange,
} from "@xyflow/react";
import { useCallback, useEffect, useRef, useState, type MouseEvent } from "react";
import { connectActions, canConnect } from "../commands/connect-actions";
import { DragLayer } from "../drag/drag-layer";
import { dragStore } from "../drag/drag-store";
import { WiresNodeView } from "../edges/wires-node";
import { useEditor, useEditorState } from "../editor-context";
import { ActionNodeView } from "../nodes/action-node";
import { FoldedNodeView } from "../nodes/folded-node";
import { GapNodeView } from "../nodes/gap-node";
import { StageNodeView } from "../nodes/stage-node";
import { problemsOf } from "../problems";
import type { EditorState } from "../store/editor-state";
import { MAX_ZOOM, MIN_ZOOM } from "../use-flow";
import { CanvasToolbar } from "./canvas-toolbar";
import { EmptyCanvas } from "./empty-canvas";
import type { CanvasNode } from "./projection";
import { useCanvasControls } from "./use-canvas-controls";
import { useCanvasKeys } from "./use-canvas-keys";
import { useLayout, useNodes } from "./use-layout";

const NODE_TYPES = {
  action: ActionNodeView,
  stage: StageNodeView,
  folded: FoldedNodeView,
  gap: GapNodeView,
  wires: WiresNodeView,
};
const MULTI_SELECTION_KEYS = ["Meta", "Control"];
const CONNECTION_LINE_STYLE = { strokeWidth: 2, strokeDasharray: ".1 4.6", strokeLinecap: "round" } as const;
const NO_EDGES: never[] = [];
/** From here on, nodes outside the view are left out of the page. */
const MANY_NODES = 150;

/** The pipeline as a graph whose layout follows from its structure. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <MeasuredCanvas />
    </ReactFlowProvider>
  );
}

/** The layout depends on the room there is, so nothing is drawn before that is known. */
function MeasuredCanvas() {
  const pane = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (!pane.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(pane.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={pane} className="relative size-full overflow-hidden">
      {width !== null && width > 0 && <Graph pane={pane} width={width} />}
    </div>
  );
}

function Graph({ pane, width }: { readonly pane: React.RefObject<HTMLDivElement | null>; readonly width: number }) {
  const editor = useEditor();
  const layout = useLayout(width);
  const nodes = useNodes(layout);
  const isEmpty = useEditorState(({ draft }) => draft.stages.length === 0);
  const { onInit, onMoveStart } = useCanvasControls(pane, layout);
  const onKeyDown = useCanvasKeys(layout);
  const { store } = editor;
  const isMarquee = useRef(false);
  const onSelectionStart = useCallback(() => {
    isMarquee.current = true;
  }, []);
  const onSelectionEnd = useCallback(() => {
    isMarquee.current = false;
  }, []);

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const chosen = changes.filter((change) => change.type === "select");
      if (chosen.length === 0) return;
      const { selected, select } = store.getState();
      const off = new Set(chosen.filter((change) => !change.selected).map(({ id }) => id));
      // A rectangle reaches into stages far more often than it means them.
      const isMeant = (id: string): boolean =>
        !isMarquee.current || !store.getState().draft.stages.some(({ key }) => key === id);
      const on = chosen.filter((change) => change.selected && isMeant(change.id)).map(({ id }) => id);
      select([...selected.filter((key) => !off.has(key) && !on.includes(key) && isNode(key)), ...on]);
    },
    [store],
  );
  const onConnect = useCallback(
    ({ source, target }: Connection) => connectActions(editor, { producerKey: source, consumerKey: target }),
    [editor],
  );
  const isValidConnection = useCallback(
    ({ source, target }: { source: string; target: string }) =>
      canConnect(store.getState().draft, { producerKey: source, consumerKey: target }),
    [store],
  );
  const onNodeMouseEnter = useCallback(
    (_event: MouseEvent, node: CanvasNode) => {
      // What is dragged passes over much that is not meant.
      if (node.type === "action" && dragStore.getState().dragged === null) store.getState().hover(node.id);
    },
    [store],
  );
  const onNodeMouseLeave = useCallback(() => store.getState().hover(null), [store]);
  const onNodeDoubleClick = useCallback(() => store.getState().setInspectorOpen(true), [store]);
  const mapClass = useCallback((node: CanvasNode) => miniMapClass(node, store.getState()), [store]);
  const onPaneClick = useCallback(() => store.getState().select([]), [store]);

  return (
    <>
      <ReactFlow<CanvasNode>
        aria-label="Pipeline canvas"
        // What is selected shows it itself; a veil over all of it would keep the pointer from the nodes.
        className="select-none [&_.react-flow__nodesselection]:hidden"
        onKeyDown={onKeyDown}
        nodes={nodes}
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        onInit={onInit}
        onMoveStart={onMoveStart}
        onNodesChange={onNodesChange}
        onConnect={onConnect}
        isValidConnection={isValidConnection}
        onNodeMouseEnter={onNodeMouseEnter}
        onNodeMouseLeave={onNodeMouseLeave}
        onNodeDoubleClick={onNodeDoubleClick}
        onPaneClick={onPaneClick}
        onSelectionStart={onSelectionStart}
        onSelectionEnd={onSelectionEnd}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        nodesDraggable={false}
        nodesFocusable={false}
        elevateNodesOnSelect={false}
        deleteKeyCode={null}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={MULTI_SELECTION_KEYS}
        zoomOnDoubleClick={false}
        panOnScroll
        connectionLineType={ConnectionLineType.SmoothStep}
        connectionLineStyle={CONNECTION_LINE_STYLE}
        connectionRadius={28}
        onlyRenderVisibleElements={nodes.length > MANY_NODES}
        attributionPosition="bottom-center"
      >
        <Background variant={BackgroundVariant.Dots} gap={18} size={1.2} />
        {!isEmpty && (
          <MiniMap
            ariaLabel="Map of the pipeline"
            pannable
            zoomable
            className="rounded-md border border-line-strong max-lg:hidden"
            style={MINI_MAP_SIZE}
            nodeClassName={mapClass}
            maskColor="color-mix(in srgb, var(--text) 12%, transparent)"
          />
        )}
      </ReactFlow>
      {isEmpty && <EmptyCanvas />}
      <CanvasToolbar />
      <DragLayer pane={pane} layout={layout} />
    </>
  );
}

const MINI_MAP_SIZE = { width: 148, height: 72 };

/** `state` is what is wrong with the draft when the map is drawn. */
function miniMapClass(node: CanvasNode, state: EditorState): string {
  switch (node.type) {
    case "action": {
      if (node.selected) return "fill-accent!";
      if (state.marks !== null) return MINI_MAP_MARKS[state.marks.get(node.id) ?? "same"];
      const severity = problemsOf(state).byNode.get(node.id)?.[0]?.severity;
      if (severity === undefined) return "fill-idle-fill!";
      return severity === "error" ? "fill-fail-fill!" : "fill-wait-fill!";
    }
    case "stage":
      return "fill-sunken! stroke-line-strong!";
    default:
      return "hidden";
  }
}

const MINI_MAP_MARKS = {
  same: "fill-idle-fill!",
  added: "fill-ok-fill!",
  removed: "fill-fail-fill!",
  changed: "fill-accent!",
  moved: "fill-stop-fill!",
} as const;

function isNode(key: string): boolean {
  return !key.includes("|");
}
