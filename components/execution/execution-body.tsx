"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo, useState } from "react";
import { type PaletteCommand, usePalette, usePaletteCommands } from "@/components/layout/palette-state";
import { cn } from "@/components/ui/cn";
import { ConditionsDialog } from "./controls/conditions-dialog";
import { TransitionDialog } from "./controls/transition-dialog";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { ExecutionControls } from "./execution-controls";
import { ExecutionNotes } from "./execution-notes";
import { ExecutionFacts } from "./facts/execution-facts";
import { failedCondition, isFailedByCondition, withFailedCondition } from "./failed-condition";
import { RunGraph } from "./graph/run-graph";
import { ActionPanel } from "./panel/action-panel";
import { knownVariables } from "./panel/used-variables";
import { usePanelInView } from "./panel/use-panel-in-view";
import type { DrawnExecution } from "./drawn-execution";
import { actionsOf, type Run } from "./run";
import { STATUS } from "./status";
import { ReplayBar } from "./replay/replay-bar";
import { instantsOf, runAt } from "./replay/run-at";
import { ruleSourceOf, transitionsAt } from "./replay/past";
import { usePast } from "./replay/use-past";
import { useReplay } from "./replay/use-replay";
import { useRunKeys } from "./use-run-keys";
import { WaterfallView } from "./waterfall/waterfall-view";

/** In the address while the panel is closed on purpose. */
const CLOSED = "none";

interface ExecutionBodyProps {
  readonly address: ExecutionAddress;
  readonly drawn: DrawnExecution;
  readonly canOperate: boolean;
  readonly onCompare: () => void;
}

/** Facts and controls, the graph, and below it the waterfall beside the chosen action. */
export function ExecutionBody({ address, drawn, canOperate, onCompare }: ExecutionBodyProps) {
  const { execution, structure } = drawn;
  const transitions = useMemo(
    () =>
      new Map(execution.stages.flatMap(({ name, transition }) => (transition ? [[name, transition] as const] : []))),
    [execution.stages],
  );
  const [{ action: chosen }, setPlace] = useQueryStates({ action: parseAsString, line: parseAsString });
  // A line of one log is no line of another.
  const setChosen = useCallback((key: string) => setPlace({ action: key, line: null }), [setPlace]);
  const [gate, setGate] = useState<string | null>(null);
  const openPalette = usePalette((state) => state.setOpen);
  const [conditionsOf, setConditionsOf] = useState<string | null>(null);
  const { replay, open: openReplay } = useReplay(drawn.run);
  const at = replay ? drawn.run.startedAt + replay.atMs : null;
  // Between two changes a run stands still, so a replay that plays works it out at changes and not at every frame.
  const past = usePast(address, {
    isOpen: replay !== null || isFailedByCondition(execution),
    ruleSource: ruleSourceOf(execution),
  });
  const failed = useMemo(() => failedCondition(execution, past), [execution, past]);
  const run = useMemo(() => withFailedCondition(drawn.run, failed), [drawn.run, failed]);
  const actions = useMemo(() => actionsOf(run), [run]);
  const known = useMemo(() => knownVariables(execution, run), [execution, run]);
  const instants = useMemo(() => instantsOf(run, past), [run, past]);
  const changedAt = at === null ? null : (instants.findLast((instant) => instant <= at) ?? run.startedAt);
  const shown = useMemo(() => {
    if (changedAt === null) return run;
    // That the condition failed shows at the end, not when the last action was over.
    return runAt(changedAt === run.endedAt ? run : drawn.run, changedAt, past);
  }, [run, drawn.run, changedAt, past]);
  const shownTransitions = useMemo(
    () => (changedAt === null ? transitions : transitionsAt(changedAt, { run, past, present: transitions })),
    [run, changedAt, past, transitions],
  );
  const isOperable = canOperate && !execution.isDemo && !execution.isPipelineDeleted;
  const action = actions.find(({ key }) => key === (chosen ?? worthOpening(run))) ?? null;
  const { panel, show, leave } = usePanelInView(action?.key ?? null, replay || chosen === CLOSED ? null : chosen);
  const select = useCallback(
    (key: string) => {
      show(key);
      void setChosen(key);
    },
    [show, setChosen],
  );
  const closeAction = useCallback(() => {
    leave();
    void setChosen(CLOSED);
  }, [leave, setChosen]);
  const conditionsStage = shown.stages.find(({ name }) => name === conditionsOf);
  const gateTransition = gate === null ? undefined : transitions.get(gate);

  const commands = useMemo(
    (): PaletteCommand[] =>
      actions.map(({ key }) => ({ id: `action/${key}`, label: `Show action ${key}`, run: () => select(key) })),
    [actions, select],
  );
  usePaletteCommands(commands);
  useRunKeys({
    s: () => openPalette(true),
    "/": () => openPalette(true),
    f: () => {
      const failed = actions.filter(({ status }) => status === "Failed");
      const next = failed[(failed.findIndex(({ key }) => key === action?.key) + 1) % failed.length];
      if (next) select(next.key);
    },
    Escape: () => (replay ? replay.close() : closeAction()),
  });

  return (
    <>
      <ExecutionFacts execution={execution} run={run}>
        <ExecutionControls
          address={address}
          execution={execution}
          run={run}
          isOperable={isOperable}
          onReview={select}
          onReplay={openReplay}
          onCompare={onCompare}
        />
      </ExecutionFacts>
      <p role="status" className="sr-only">
        {announcement(run)}
      </p>
      <ExecutionNotes execution={execution} failed={failed} onShowAction={select} onShowConditions={setConditionsOf} />
      {replay && (
        <ReplayBar
          replay={replay}
          run={run}
          shown={shown}
          instants={instants}
          past={past}
          executionMode={execution.executionMode}
        />
      )}
      <div className={cn("shrink-0 border-b border-line", !replay && "max-sm:hidden")}>
        <RunGraph
          pipeline={address}
          run={shown}
          structure={structure}
          selected={action?.key ?? null}
          onSelect={select}
          transitions={shownTransitions}
          onConditions={setConditionsOf}
          {...(at !== null && { at })}
          {...(isOperable && at === null && { onGate: setGate })}
        />
      </div>
      <div
        className={cn(
          "grid min-h-[430px] grow grid-cols-1 max-lg:shrink-0 max-lg:auto-rows-max lg:grid-rows-1",
          action && "max-lg:grid-rows-[max-content_min(560px,80dvh)] lg:grid-cols-[minmax(0,1.08fr)_minmax(0,1fr)]",
        )}
      >
        <WaterfallView run={run} cursorMs={replay?.atMs ?? null} selected={action?.key ?? null} onSelect={select} />
        {action && (
          <ActionPanel
            key={action.key}
            ref={panel}
            address={address}
            executionStartedAt={run.startedAt}
            action={action}
            knownVariables={known}
            onClose={closeAction}
          />
        )}
      </div>
      {conditionsStage && (
        <ConditionsDialog
          address={address}
          run={run}
          stage={conditionsStage}
          isOperable={isOperable && at === null}
          {...(at !== null && { at })}
          onClose={() => setConditionsOf(null)}
        />
      )}
      {gate !== null && gateTransition && (
        <TransitionDialog
          connection={address.connection}
          pipelineName={address.pipelineName}
          stageName={gate}
          transition={gateTransition}
          onClose={() => setGate(null)}
        />
      )}
    </>
  );
}

/** What a person most likely came for: what failed, what waits for them, what runs. */
function worthOpening(run: Run): string | null {
  const actions = actionsOf(run);
  const first = (status: string) => actions.find((action) => action.status === status);
  return (first("Failed") ?? first("WaitingForApproval") ?? first("InProgress"))?.key ?? null;
}

function announcement(run: Run): string {
  const stages = run.stages.filter(({ status }) => status !== "NotStarted");
  return `Execution: ${STATUS[run.status].word}. ${stages.map(({ name, status }) => `${name}: ${STATUS[status].word}.`).join(" ")}`;
}
