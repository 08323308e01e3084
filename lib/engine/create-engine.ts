import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { entryOf } from "@/lib/pipeline/entry-of";
import { initialState } from "./advance/initial-state";
import { applyEvents } from "./apply-events";
import type { Decide, Engine, EngineOptions, SourceChange } from "./engine";
import type { EngineEvent, EngineEventBody } from "./events";
import { checkExecutionLimit } from "./execution-limit";
import { recover } from "./recovery";
import { DEFAULT_QUOTAS } from "./quotas";
import { createPipelineTimes } from "./pipeline-times";
import { createRetention } from "./retention";
import { createScheduler } from "./scheduler";
import type { PipelineState } from "./state";
import type { Step } from "./step";
import type { Commit } from "./store/store";
import { createTaskQueue, type TaskQueue } from "./task-queue";

/** How long to wait before something that could not be saved is tried again. */
const RETRY_SAVE_MS = 500;

/** Makes an engine over a store. It does nothing until `start`. */
export function createEngine(options: EngineOptions): Engine {
  const { store, clock, ids, region, accountId, quotas = DEFAULT_QUOTAS, jobs, onCommitted } = options;
  const { runAction, startsEarly = () => false } = options;
  const states = new Map<string, PipelineState>();
  const queues = new Map<string, TaskQueue>();
  /** By pipeline: the last step, when its save failed in a way that leaves open whether it was done. */
  const unsure = new Map<string, { readonly step: Step; readonly commit: Commit }>();
  /** By pipeline: what has happened in the world and waits to be saved. */
  const delivered = new Map<string, EngineEventBody[]>();
  const times = createPipelineTimes(store);
  const scheduler = createScheduler({ clock, runAction, startsEarly, deliver });
  const retention = createRetention({
    store,
    clock,
    historyDays: quotas.historyDays,
    states: () => [...states.values()],
  });
  let isStopped = false;
  /** While saves fail they are tried again and again, and nothing is made ready each time only to be dropped. */
  let isStoreWell = true;

  function queueOf(pipelineName: string): TaskQueue {
    const queue = queues.get(pipelineName) ?? createTaskQueue();
    queues.set(pipelineName, queue);
    return queue;
  }

  function eventOf(body: EngineEventBody): EngineEvent {
    const { runningActionsPerParallelExecution: limit } = quotas;
    const isUsual = limit === DEFAULT_QUOTAS.runningActionsPerParallelExecution;
    return { ...body, at: clock.now(), seed: ids.next(), ...(!isUsual && { runningActionsLimit: limit }) };
  }

  /** Saves first, then acts: what was not saved has not happened, though what it needs may have been made ready. */
  async function apply(state: PipelineState, bodies: readonly [EngineEventBody, ...EngineEventBody[]]) {
    const [first, ...others] = bodies;
    const events: Commit["events"] = [eventOf(first), ...others.map(eventOf)];
    const step = applyEvents(state, events);
    const commit = commitOf(step, events);
    try {
      const saved = store.commit(commit);
      if (isStoreWell) for (const effect of step.effects) scheduler.prepare(effect);
      await saved;
      isStoreWell = true;
    } catch (error) {
      isStoreWell = false;
      for (const effect of step.effects) scheduler.drop(effect);
      unsure.set(state.pipelineName, { step, commit });
      throw error;
    }
    settle(step, commit);
    return step.state;
  }

  /** A broken connection can hide that a save was done. Before anything else happens, the saved number tells. */
  async function makeSure(pipelineName: string): Promise<void> {
    const last = unsure.get(pipelineName);
    if (!last) return;
    const [saved] = await store.loadStates(pipelineName);
    unsure.delete(pipelineName);
    if (saved?.sequence === last.step.state.sequence) settle(last.step, last.commit);
  }

  function settle(step: Step, commit: Commit): void {
    states.set(step.state.pipelineName, step.state);
    times.committed(commit);
    retention.committed(commit);
    onCommitted?.(commit);
    for (const effect of step.effects) scheduler.perform(step.state.pipelineName, effect);
  }

  /**
   * For what happened in the world and cannot be refused: tries until it is saved. What comes in while the queue is
   * busy is saved together.
   */
  function deliver(pipelineName: string, body: EngineEventBody): void {
    const waiting = delivered.get(pipelineName) ?? [];
    delivered.set(pipelineName, waiting);
    waiting.push(body);
    if (waiting.length === 1) void queueOf(pipelineName).run(() => saveDelivered(pipelineName));
  }

  async function saveDelivered(pipelineName: string): Promise<void> {
    const [first, ...others] = delivered.get(pipelineName) ?? [];
    delivered.delete(pipelineName);
    try {
      await makeSure(pipelineName);
      const state = states.get(pipelineName);
      if (state && first && !isStopped) await apply(state, [first, ...others]);
    } catch (error) {
      process.stderr.write(`${pipelineName}: ${first?.type} is not saved yet, trying again: ${String(error)}\n`);
      clock.setTimer(RETRY_SAVE_MS, () => {
        for (const body of first ? [first, ...others] : []) deliver(pipelineName, body);
      });
    }
  }

  /** Takes up a state that another process has left. */
  function resume(state: PipelineState): void {
    states.set(state.pipelineName, state);
    const { effects, events } = recover(state);
    for (const effect of effects) scheduler.perform(state.pipelineName, effect);
    for (const event of events) deliver(state.pipelineName, event);
  }

  /** The store has a pipeline that this engine does not know: its creation was saved as the connection broke. */
  async function adopt(pipelineName: string): Promise<void> {
    const [saved] = await store.loadStates(pipelineName);
    if (saved) resume(saved);
  }

  async function idle(): Promise<void> {
    await Promise.all([...queues.values()].map((queue) => queue.idle()));
  }

  function submit(pipelineName: string, decide: Decide): Promise<PipelineState | null> {
    return queueOf(pipelineName).run(async () => {
      await makeSure(pipelineName);
      const state = states.get(pipelineName);
      if (!state || isStopped) return null;
      const body = await decide(state);
      return body ? apply(state, [body]) : state;
    });
  }

  return {
    store,
    clock,
    ids,
    region,
    accountId,
    quotas,
    jobs,
    stateOf: (pipelineName) => states.get(pipelineName),
    states: () => [...states.values()],
    timesOf: (pipelineName) => times.of(pipelineName),
    submit,

    async start() {
      for (const state of await store.loadStates()) resume(state);
      await idle();
      retention.start();
    },

    async stop() {
      isStopped = true;
      await scheduler.stop();
      await idle();
      await retention.stop();
    },

    createPipeline(declaration, { tags, principalArn }) {
      return queueOf(declaration.name).run(async () => {
        if (states.has(declaration.name)) return false;
        const first = initialState(declaration, { region, accountId });
        const event = eventOf({
          type: "executionStarted",
          pipelineExecutionId: ids.next(),
          trigger: { triggerType: "CreatePipeline", triggerDetail: principalArn },
          variables: [],
          sourceOverrides: [],
        });
        const step = applyEvents(first, [event]);
        const commit = { ...commitOf(step, [event]), declaration: currentDeclaration(step.state) };
        const isNew = await store.createPipeline(commit, tags);
        if (isNew) settle(step, commit);
        else await adopt(declaration.name);
        return isNew;
      });
    },

    deletePipeline(pipelineName) {
      return queueOf(pipelineName).run(async () => {
        const state = states.get(pipelineName);
        await store.deletePipeline(pipelineName);
        states.delete(pipelineName);
        times.forget(pipelineName);
        unsure.delete(pipelineName);
        if (!state) return;
        for (const actionExecutionId of runningIds(state)) {
          scheduler.perform(pipelineName, { type: "abortAction", actionExecutionId });
          scheduler.perform(pipelineName, { type: "clearTimer", actionExecutionId });
        }
      });
    },

    async sourceChanged(change) {
      const pipelineExecutionId = ids.next();
      const state = await submit(change.pipelineName, (current) => {
        checkExecutionLimit(current, quotas);
        return startOnChange(current, change, pipelineExecutionId);
      });
      return state?.executions[pipelineExecutionId] ? pipelineExecutionId : null;
    },
  };
}

function commitOf(step: Step, events: Commit["events"]): Commit {
  const { state, executions, actionExecutions, ruleExecutions, announcements } = step;
  const { declarations: _declarations, ...saved } = state;
  return {
    pipelineName: state.pipelineName,
    events,
    state: saved,
    ...(events[0].type === "pipelineUpdated" && { declaration: currentDeclaration(state) }),
    executions,
    actionExecutions,
    ruleExecutions,
    announcements,
  };
}

function currentDeclaration(state: PipelineState): PipelineDeclaration {
  const declaration = state.declarations[state.version];
  if (!declaration) throw new Error(`Version ${state.version} of pipeline ${state.pipelineName} is missing.`);
  return declaration;
}

/** @throws when the pipeline may start no more executions: the change is not dealt with, and has to be told again */
function startOnChange(
  state: PipelineState,
  change: SourceChange,
  pipelineExecutionId: string,
): EngineEventBody | null {
  const { actionName, revisionType, revisionId, triggerType, triggerDetail, commit } = change;
  if (entryOf(state.seenRevisions, actionName)?.revisionId === revisionId) return null;
  return {
    type: "executionStarted",
    pipelineExecutionId,
    trigger: { triggerType, ...(triggerDetail !== undefined && { triggerDetail }), ...(commit && { commit }) },
    variables: [],
    sourceOverrides: [{ actionName, revisionType, revisionValue: revisionId }],
  };
}

function runningIds(state: PipelineState): string[] {
  const stages = Object.values(state.executions).flatMap((execution) => Object.values(execution.stages));
  const rules = stages
    .flatMap(({ conditions }) => Object.values(conditions))
    .flatMap((run) => Object.values(run.rules));
  return [
    ...stages.flatMap(({ actions }) => Object.values(actions)).map(({ actionExecutionId }) => actionExecutionId),
    ...rules.map(({ ruleExecutionId }) => ruleExecutionId),
  ];
}
