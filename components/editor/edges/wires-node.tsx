"use client";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { roundedPath } from "@/lib/pipeline/layout/geometry";
import type { Wire } from "@/lib/pipeline/layout/pipeline-layout";
import { stageOfFolded } from "../canvas/fold-stages";
import { lineageOf } from "../canvas/lineage";
import type { WiresNode } from "../canvas/projection";
import { useEditor, useEditorState } from "../editor-context";
import type { EditorState } from "../store/editor-state";
import { wireId } from "../store/selection";

/** Every line of the canvas, between the stages and the actions. */
export const WiresNodeView = memo(function WiresNodeView({ data }: NodeProps<WiresNode>) {
  const { wires, width, height } = data;
  const order = wires.filter(({ kind }) => kind === "order");
  const transitions = wires.filter(({ kind }) => kind === "transition");
  const nets = wires.filter(({ kind }) => kind === "artifact" || kind === "variable");
  const isDense = nets.reduce((count, { branches }) => count + branches.length, 0) > MOST_DOTTED_BRANCHES;
  return (
    <div className="pointer-events-none size-full">
      <svg width={width} height={height} className="absolute inset-0 overflow-visible" aria-hidden="true" fill="none">
        <OrderWires order={order} transitions={transitions} />
        {nets.map((wire) => (
          <NetWire key={wire.id} wire={wire} isDense={isDense} />
        ))}
      </svg>
      {nets.map((wire) => (
        <WireChip key={wire.id} wire={wire} rivals={nets} />
      ))}
    </div>
  );
});

function OrderWires({
  order,
  transitions,
}: {
  readonly order: readonly Wire[];
  readonly transitions: readonly Wire[];
}) {
  const isHidden = useEditorState(({ hiddenWires }) => hiddenWires.includes("order"));
  return (
    <>
      <path d={pathOf(transitions)} className="stroke-wire stroke-2" />
      {!isHidden && <path d={pathOf(order)} className="stroke-wire stroke-[1.25] opacity-75" />}
    </>
  );
}

function pathOf(wires: readonly Wire[]): string {
  return wires.flatMap(({ branches }) => branches.map(({ points }) => roundedPath(points))).join("");
}

/** Browsers draw each dot by itself. Beyond so many branches artifacts are fine lines, told by their colour. */
const MOST_DOTTED_BRANCHES = 200;

const LOOKS = {
  artifact: {
    plain: "stroke-wire-artifact stroke-[1.75] opacity-75 [stroke-dasharray:.1_4.2] [stroke-linecap:round]",
    dense: "stroke-wire-artifact stroke-1 opacity-60",
    denseHot: "stroke-wire-artifact stroke-[2.25]",
    hot: "stroke-wire-artifact stroke-[2.25] [stroke-dasharray:.1_4.6] [stroke-linecap:round]",
  },
  variable: {
    plain: "stroke-wire-variable stroke-1 opacity-65",
    dense: "stroke-wire-variable stroke-1 opacity-65",
    denseHot: "stroke-wire-variable stroke-[1.5]",
    hot: "stroke-wire-variable stroke-[1.5]",
  },
} as const;

/** A net of one artifact or variable. Its lines are drawn once; what is hot, faded or picked only changes their look. */
const NetWire = memo(function NetWire({ wire, isDense }: { readonly wire: Wire; readonly isDense: boolean }) {
  const isHot = useEditorState((state) => isWireHot(state, wire));
  const isFaded = useEditorState(
    ({ draft, hovered }) => hovered !== null && !isDense && !isInLineage(draft, hovered, wire),
  );
  const picked = useEditorState((state) => wire.branches.find(({ to }) => isSelected(state, wire, to))?.to ?? null);
  const { plain, hot, dense, denseHot } = wire.kind === "variable" ? LOOKS.variable : LOOKS.artifact;
  const look = isDense ? (isHot ? denseHot : dense) : isHot ? hot : plain;
  return (
    <g className={cn(isFaded && "opacity-25")}>
      <Line wire={wire} look={look} />
      {picked !== null && <PickedBranch wire={wire} to={picked} />}
      {wire.kind === "artifact" && <BranchHandles wire={wire} />}
    </g>
  );
});

const Line = memo(function Line({ wire, look }: { readonly wire: Wire; readonly look: string }) {
  return <path d={pathOf([wire])} className={look} />;
});

function PickedBranch({ wire, to }: { readonly wire: Wire; readonly to: string }) {
  const d = wire.branches.filter((branch) => branch.to === to).map(({ points }) => roundedPath(points));
  return <path d={d.join("")} className="stroke-focus stroke-3 opacity-60" />;
}

/** Wide, unseen lines over the branches: a branch can be picked with the pointer, and then deleted. */
const BranchHandles = memo(function BranchHandles({ wire }: { readonly wire: Wire }) {
  const editor = useEditor();
  return wire.branches.map(({ to, points }, index) =>
    to === null || wire.from === null || isFolded(to) || isFolded(wire.from) ? null : (
      <path
        // Branches of a wire have no identity beyond their place in it.
        key={index}
        d={roundedPath(points)}
        className="cursor-pointer stroke-none stroke-[11] [pointer-events:stroke]"
        onClick={(event) => {
          event.stopPropagation();
          const ends = { producerKey: wire.from ?? "", artifactName: wire.name, consumerKey: to };
          editor.store.getState().select([wireId(ends)]);
        }}
      />
    ),
  );
});

/** There is room for one name below a node: that of an artifact comes before that of a variable. */
function WireChip({ wire, rivals }: { readonly wire: Wire; readonly rivals: readonly Wire[] }) {
  const isShown = useEditorState(
    (state) =>
      isWireHot(state, wire) &&
      !rivals.some((rival) => rival.from === wire.from && isBefore(rival, wire) && isWireHot(state, rival)),
  );
  if (!isShown || !wire.chip) return null;
  return (
    <span
      className={cn(
        "absolute z-10 h-4 -translate-x-1/2 -translate-y-1/2 rounded-sm border bg-surface px-[5px] font-mono text-[10.5px]/[14px] font-medium whitespace-nowrap",
        wire.kind === "variable" ? "border-wire-variable text-stop" : "border-wire-artifact text-accent",
      )}
      style={{ left: wire.chip.x, top: wire.chip.y }}
    >
      {wire.name}
    </span>
  );
}

/** What stands for a folded stage is no action that could be picked or asked about. */
function isFolded(key: string): boolean {
  return stageOfFolded(key) !== null;
}

function isBefore(a: Wire, b: Wire): boolean {
  return a.kind === "artifact" && b.kind === "variable";
}

/** Hot: it starts or ends at what is under the pointer, or at what is selected. */
function isWireHot({ selected, hovered }: EditorState, wire: Wire): boolean {
  const focus = hovered ?? selected.at(-1);
  if (focus === undefined) return false;
  return wire.from === focus || wire.branches.some(({ to }) => to === focus || isSelectedWire(focus, wire, to));
}

function isSelected({ selected }: EditorState, wire: Wire, to: string | null): boolean {
  return selected.some((key) => isSelectedWire(key, wire, to));
}

function isSelectedWire(key: string, { from, name }: Wire, to: string | null): boolean {
  if (from === null || to === null) return false;
  return key === wireId({ producerKey: from, artifactName: name, consumerKey: to });
}

function isInLineage(draft: EditorState["draft"], hovered: string, wire: Wire): boolean {
  const { actions } = lineageOf(draft, hovered);
  const isIn = (key: string | null): boolean => key !== null && (actions.has(key) || isFolded(key));
  return isIn(wire.from) && wire.branches.some(({ to }) => isIn(to));
}
