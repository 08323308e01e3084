import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "@/lib/engine/records";
import type { ConditionRun, ExecutionState, PipelineState, StageRun } from "@/lib/engine/state";
import type { SavedState } from "@/lib/engine/store/store";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { Query } from "./engine-store-connection";

/**
 * A state as it is stored: where the live state holds an execution or a record, only its id. They have rows of their own,
 * and a state is written with every event, so it must not grow with its executions, nor with what they have done.
 */
export interface StoredState extends Omit<SavedState, "executions"> {
  readonly executionIds: readonly string[];
}

type StoredExecution = Omit<ExecutionState, "record" | "stages"> & {
  readonly stages: Readonly<Record<string, StoredStage>>;
};
type StoredStage = Omit<StageRun, "actions" | "conditions"> & {
  /** By action name. */
  readonly actions: Readonly<Record<string, string>>;
  readonly conditions: Readonly<Record<string, StoredCondition>>;
};
type StoredCondition = Omit<ConditionRun, "rules"> & { readonly rules: Readonly<Record<string, string>> };

export function storedState({ executions, ...state }: SavedState): StoredState {
  return { ...state, executionIds: Object.keys(executions) };
}

export function storedExecutions(executions: SavedState["executions"]): Readonly<Record<string, StoredExecution>> {
  return mapValues(executions, storedExecution);
}

function storedExecution({ record: _record, stages, ...execution }: ExecutionState): StoredExecution {
  return { ...execution, stages: mapValues(stages, storedStage) };
}

function storedStage({ actions, conditions, ...stage }: StageRun): StoredStage {
  return {
    ...stage,
    actions: mapValues(actions, ({ actionExecutionId }) => actionExecutionId),
    conditions: mapValues(conditions, ({ rules, ...condition }) => ({
      ...condition,
      rules: mapValues(rules, ({ ruleExecutionId }) => ruleExecutionId),
    })),
  };
}

/** Every state, or that of one pipeline, with its records and the declarations it refers to. */
export async function loadStates(query: Query, pipelineName?: string): Promise<readonly PipelineState[]> {
  const rows = await query<{ state: StoredState }>(
    `engine-load-states${pipelineName === undefined ? "" : "-of-one"}`,
    `SELECT state FROM engine.pipeline ${pipelineName === undefined ? "" : "WHERE name = $1"} ORDER BY name`,
    pipelineName === undefined ? [] : [pipelineName],
  );
  const stored = rows.map(({ state }) => state);
  const executions = await loadExecutions(query, stored);
  const records = await loadRecords(query, executions);
  const states = stored.map((state) => savedState(state, executions, records));
  const declarations = await loadDeclarations(query, states);
  return states.map((state) => ({ ...state, declarations: declarations.get(state.pipelineName) ?? {} }));
}

interface Records {
  readonly executions: ReadonlyMap<string, ExecutionRecord>;
  readonly actions: ReadonlyMap<string, ActionExecutionRecord>;
  readonly rules: ReadonlyMap<string, RuleExecutionRecord>;
}

async function loadExecutions(
  query: Query,
  states: readonly StoredState[],
): Promise<ReadonlyMap<string, StoredExecution>> {
  const ids = states.flatMap(({ executionIds }) => executionIds);
  if (ids.length === 0) return new Map();
  const rows = await query<{ id: string; state: StoredExecution }>(
    "engine-load-execution-states",
    `SELECT pipeline_execution_id AS id, state FROM engine.execution_state
     WHERE pipeline_execution_id = ANY ($1::text[])`,
    [ids],
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}

async function loadRecords(query: Query, executions: ReadonlyMap<string, StoredExecution>): Promise<Records> {
  const stages = [...executions.values()].flatMap((execution) => Object.values(execution.stages));
  const actions = stages.flatMap((stage) => Object.values(stage.actions));
  const rules = stages
    .flatMap(({ conditions }) => Object.values(conditions))
    .flatMap((one) => Object.values(one.rules));
  return {
    executions: await byId<ExecutionRecord>(query, "pipeline_execution", [...executions.keys()]),
    actions: await byId<ActionExecutionRecord>(query, "action_execution", actions),
    rules: await byId<RuleExecutionRecord>(query, "rule_execution", rules),
  };
}

async function byId<Entry>(
  query: Query,
  table: "pipeline_execution" | "action_execution" | "rule_execution",
  ids: readonly string[],
): Promise<Map<string, Entry>> {
  if (ids.length === 0) return new Map();
  const rows = await query<{ id: string; record: Entry }>(
    `engine-load-${table}`,
    `SELECT ${table}_id AS id, record FROM engine.${table} WHERE ${table}_id = ANY ($1::text[])`,
    [ids],
  );
  return new Map(rows.map(({ id, record }) => [id, record]));
}

async function loadDeclarations(
  query: Query,
  states: readonly SavedState[],
): Promise<ReadonlyMap<string, Record<number, PipelineDeclaration>>> {
  const needed = states.flatMap((state) =>
    [...versionsIn(state)].map((version) => ({ pipelineName: state.pipelineName, version })),
  );
  const rows = await query<{ pipeline_name: string; version: number; declaration: PipelineDeclaration }>(
    "engine-load-declarations",
    `SELECT pipeline_name, version, declaration FROM engine.pipeline_declaration
     JOIN unnest($1::text[], $2::int[]) AS needed (pipeline_name, version) USING (pipeline_name, version)`,
    [needed.map(({ pipelineName }) => pipelineName), needed.map(({ version }) => version)],
  );
  const declarations = new Map<string, Record<number, PipelineDeclaration>>();
  for (const { pipeline_name, version, declaration } of rows) {
    const ofPipeline = declarations.get(pipeline_name) ?? {};
    ofPipeline[version] = declaration;
    declarations.set(pipeline_name, ofPipeline);
  }
  return declarations;
}

function versionsIn(state: SavedState): Set<number> {
  const pinned = Object.values(state.executions).map(({ record }) => record.pipelineVersion);
  return new Set([state.version, ...pinned]);
}

function savedState(
  { executionIds, ...state }: StoredState,
  executions: ReadonlyMap<string, StoredExecution>,
  records: Records,
): SavedState {
  const saved = executionIds.map((id): [string, ExecutionState] => {
    const { stages, ...execution } = present(executions, id);
    return [
      id,
      {
        ...execution,
        record: present(records.executions, id),
        stages: mapValues(stages, (stage) => savedStage(stage, records)),
      },
    ];
  });
  return { ...state, executions: Object.fromEntries(saved) };
}

function savedStage({ actions, conditions, ...stage }: StoredStage, records: Records): StageRun {
  return {
    ...stage,
    actions: mapValues(actions, (id) => present(records.actions, id)),
    conditions: mapValues(conditions, ({ rules, ...condition }) => ({
      ...condition,
      rules: mapValues(rules, (id) => present(records.rules, id)),
    })),
  };
}

/** A record is written with the state that refers to it, so a missing one is a damaged database. */
function present<Entry>(records: ReadonlyMap<string, Entry>, id: string): Entry {
  const record = records.get(id);
  if (record === undefined) throw new Error(`The engine's database is damaged: the record ${id} is missing.`);
  return record;
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
