"use client";
import { memo, useMemo } from "react";
import { useWidth } from "@/components/ui/use-width";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { TransitionState } from "@/lib/contracts/transition";
import { roundedPath } from "@/lib/pipeline/layout/geometry";
import { layoutPipeline } from "@/lib/pipeline/layout/layout";
import type { Wire } from "@/lib/pipeline/layout/pipeline-layout";
import type { Draft } from "@/lib/pipeline/draft";
import { actionsOf, isUnderWay, type Run } from "../run";
import { Gate } from "./gate";
import { RunNode } from "./run-node";
import { StageHeader } from "./stage-header";

const HIDDEN_WIRES = { artifacts: true, variables: true } as const;
/** Where a stage is too narrow for its name and its status in words. */
const NARROW_STAGE = 200;
const EXECUTION_ID_WIDTH = 80;

interface RunGraphProps {
  readonly pipeline: PipelineAddress;
  readonly run: Run;
  /** What is laid out; it stays the same object while only statuses and times change. */
  readonly structure: Draft;
  readonly selected: string | null;
  readonly onSelect: (actionKey: string) => void;
  /** Which execution a stage shows, where they do not all show the same. */
  readonly stageExecutions?: ReadonlyMap<string, string>;
  /** Into which stage, and how it stands. Stages not in here have no gate to show. */
  readonly transitions: ReadonlyMap<string, TransitionState>;
  /** Opens the gate's dialog; left out where the viewer may not turn it. */
  readonly onGate?: (stageName: string) => void;
  /** Opens what is known of a stage's conditions. */
  readonly onConditions?: (stageName: string) => void;
  /** The instant shown, epoch milliseconds, where it is not the present. A gate that is not known then is shown pale. */
  readonly at?: number;
}

/** The pipeline as the editor draws it, read-only and compact, with the run laid over it. */
export const RunGraph = memo(function RunGraph({
  pipeline,
  run,
  structure,
  selected,
  onSelect,
  stageExecutions,
  transitions,
  onGate,
  onConditions,
  at,
}: RunGraphProps) {
  const { ref, width } = useWidth();
  const layout = useMemo(
    () => layoutPipeline(structure, { density: "run", hide: HIDDEN_WIRES, ...(width !== null && { width }) }),
    [structure, width],
  );
  const actions = useMemo(() => new Map(actionsOf(run).map((action) => [action.key, action])), [run]);

  return (
    <div className="overflow-x-auto px-4 py-3">
      <div ref={ref} className="relative isolate min-w-full" style={{ height: layout.height }}>
        <Wires wires={layout.wires} width={layout.width} height={layout.height} />
        <ol aria-label="Stages">
          {layout.stages.map((box, index) => {
            const stage = run.stages[index];
            if (!stage) return null;
            return (
              <li
                key={box.key}
                aria-label={`Stage ${index + 1}, ${stage.name}`}
                className="absolute top-0 contain-strict rounded-lg border border-line-strong bg-[color-mix(in_srgb,var(--surface)_62%,transparent)]"
                style={{ left: box.rect.x, width: box.rect.width, height: box.rect.height }}
              >
                <StageHeader
                  stage={stage}
                  number={index + 1}
                  height={box.header.height}
                  isNarrow={box.rect.width < NARROW_STAGE + (stageExecutions?.has(stage.name) ? EXECUTION_ID_WIDTH : 0)}
                  pipeline={pipeline}
                  pipelineExecutionId={stageExecutions?.get(stage.name) ?? null}
                  at={stage.endedAt === null ? (at ?? null) : null}
                  {...(onConditions && { onConditions })}
                />
              </li>
            );
          })}
        </ol>
        <ol aria-label="Actions">
          {layout.stages.flatMap((stage) =>
            stage.groups.flatMap((group) =>
              group.actions.map(({ key, rect }) => {
                const action = actions.get(key);
                return action ? (
                  <li key={key}>
                    <RunNode
                      action={action}
                      rect={rect}
                      isSelected={key === selected}
                      onSelect={onSelect}
                      at={isUnderWay(action) ? (at ?? null) : null}
                    />
                  </li>
                ) : null;
              }),
            ),
          )}
        </ol>
        {layout.gates.map(({ stageKey, center }) => (
          <Gate
            key={stageKey}
            pipeline={pipeline}
            stageName={stageKey}
            center={center}
            transition={transitions.get(stageKey) ?? null}
            isUnknown={at !== undefined && !transitions.has(stageKey)}
            inbound={run.stages.find(({ name }) => name === stageKey)?.detail?.inboundExecutions ?? []}
            {...(onGate && { onOpen: onGate })}
          />
        ))}
        {/* Makes the box as wide as the graph, so that it scrolls. */}
        <div aria-hidden="true" style={{ width: layout.width }} />
      </div>
    </div>
  );
});

const Wires = memo(function Wires({ wires, width, height }: { wires: readonly Wire[]; width: number; height: number }) {
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      className="pointer-events-none absolute top-0 left-0 z-1 overflow-visible fill-none stroke-wire"
    >
      {wires.flatMap((wire) =>
        wire.branches.map((branch, index) => (
          <path
            // Branches have no identity but their place.
            key={`${wire.id}/${index}`}
            d={roundedPath(branch.points)}
            strokeWidth={wire.kind === "transition" ? 2 : 1.25}
            opacity={wire.kind === "transition" ? 1 : 0.75}
          />
        )),
      )}
    </svg>
  );
});
