import { actionTypeKey } from "@/lib/pipeline/action-types/catalogue";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { RegisteredActionType } from "../action-types/registered-action-type";
import type { EngineEvent } from "../events";
import { isWaiting, type JobRecord } from "../jobs/job-record";
import type { LocalResource } from "../local-resources";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "../records";
import type { StateChangeEvent } from "../state-change-event";
import { memoryEventTargets } from "./memory-event-targets";
import { memorySeenRefs } from "./memory-seen-refs";
import { memoryStacks } from "./memory-stacks";
import { memoryWebhooks } from "./memory-webhooks";
import { SequenceConflictError, type Commit, type EngineStore, type Page, type SavedState, type Tag } from "./store";

interface StoredPipeline {
  state: SavedState;
  tags: readonly Tag[];
  readonly createdAt: number;
  updatedAt: number;
  readonly declarations: Map<number, PipelineDeclaration>;
  events: EngineEvent[];
  snapshots: readonly number[];
  readonly executions: Map<string, ExecutionRecord>;
  readonly actionExecutions: Map<string, ActionExecutionRecord>;
  readonly ruleExecutions: Map<string, RuleExecutionRecord>;
}

/** A store that forgets with its process: for tests and for the bench. `eventsOf` is the log it keeps. */
export interface MemoryStore extends EngineStore {
  eventsOf(pipelineName: string): readonly EngineEvent[];
}

export function createMemoryStore(): MemoryStore {
  const pipelines = new Map<string, StoredPipeline>();
  const announcements: StateChangeEvent[] = [];
  const resources = new Map<string, LocalResource>();
  const actionTypes = new Map<string, RegisteredActionType>();
  const jobs = new Map<string, JobRecord>();

  function apply(pipeline: StoredPipeline, commit: Commit): void {
    pipeline.state = commit.state;
    pipeline.events.push(...commit.events);
    if (commit.declaration) {
      pipeline.declarations.set(commit.state.version, commit.declaration);
      pipeline.updatedAt = commit.events[0].at;
    }
    for (const record of commit.executions) pipeline.executions.set(record.pipelineExecutionId, record);
    for (const record of commit.actionExecutions) pipeline.actionExecutions.set(record.actionExecutionId, record);
    for (const record of commit.ruleExecutions) pipeline.ruleExecutions.set(record.ruleExecutionId, record);
    announcements.push(...commit.announcements);
  }

  function recordOf(name: string, pipeline: StoredPipeline) {
    const { state, declarations, createdAt, updatedAt, tags } = pipeline;
    const declaration = declarations.get(state.version);
    if (!declaration) throw new Error(`Version ${state.version} of pipeline ${name} is missing.`);
    return { name, version: state.version, declaration, createdAt, updatedAt, tags };
  }

  return {
    eventsOf: (name) => pipelines.get(name)?.events ?? [],

    async loadStates(pipelineName) {
      const wanted = [...pipelines].filter(([name]) => pipelineName === undefined || name === pipelineName);
      return wanted
        .map(([, pipeline]) => pipeline)
        .map(({ state, declarations }) => ({
          ...state,
          declarations: Object.fromEntries(declarations),
        }));
    },

    async createPipeline(commit, tags) {
      const existing = pipelines.get(commit.pipelineName);
      if (existing) return existing.events[0]?.seed === commit.events[0].seed;
      const pipeline: StoredPipeline = {
        state: commit.state,
        tags,
        createdAt: commit.events[0].at,
        updatedAt: commit.events[0].at,
        declarations: new Map(),
        events: [],
        snapshots: [],
        executions: new Map(),
        actionExecutions: new Map(),
        ruleExecutions: new Map(),
      };
      pipelines.set(commit.pipelineName, pipeline);
      apply(pipeline, commit);
      return true;
    },
    async commit(commit) {
      const pipeline = pipelines.get(commit.pipelineName);
      if (pipeline?.events.at(-1)?.seed === commit.events.at(-1)?.seed) return;
      if (pipeline?.state.sequence !== commit.state.sequence - commit.events.length) {
        throw new SequenceConflictError(commit.pipelineName, commit.state.sequence);
      }
      apply(pipeline, commit);
    },
    async snapshot({ pipelineName, sequence }) {
      const pipeline = pipelines.get(pipelineName);
      if (!pipeline) return;
      pipeline.snapshots = [...pipeline.snapshots, sequence].slice(-2);
      const [older = 0] = pipeline.snapshots.length < 2 ? [] : pipeline.snapshots;
      const first = pipeline.state.sequence - pipeline.events.length;
      pipeline.events = pipeline.events.slice(Math.max(0, older - first));
    },
    async prune({ historyFrom, announcementsFrom, kept }) {
      for (const { executions, actionExecutions, ruleExecutions } of pipelines.values()) {
        const old = [...executions.values()].filter(
          ({ startedAt, pipelineExecutionId }) => startedAt < historyFrom && !kept.includes(pipelineExecutionId),
        );
        const ids = new Set(old.map(({ pipelineExecutionId }) => pipelineExecutionId));
        for (const records of [executions, actionExecutions, ruleExecutions]) {
          for (const [id, { pipelineExecutionId }] of records) if (ids.has(pipelineExecutionId)) records.delete(id);
        }
      }
      const wanted = announcements.filter(({ time }) => Date.parse(time) >= announcementsFrom);
      announcements.splice(0, announcements.length, ...wanted);
    },
    async deletePipeline(name) {
      pipelines.delete(name);
      for (const { jobId, action } of jobs.values()) if (action.pipelineName === name) jobs.delete(jobId);
    },

    async findPipeline(name) {
      const pipeline = pipelines.get(name);
      return pipeline ? recordOf(name, pipeline) : null;
    },
    async findDeclaration(name, version) {
      return pipelines.get(name)?.declarations.get(version) ?? null;
    },
    async listPipelines({ afterName = "", limit }) {
      return [...pipelines]
        .filter(([name]) => name > afterName)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([name, pipeline]) => recordOf(name, pipeline));
    },
    async countPipelines() {
      return pipelines.size;
    },
    async putTags(name, tags) {
      const pipeline = pipelines.get(name);
      if (pipeline) pipeline.tags = tags;
    },

    async findExecution(name, pipelineExecutionId) {
      return pipelines.get(name)?.executions.get(pipelineExecutionId) ?? null;
    },
    async findExecutionByToken(name, clientRequestToken) {
      const executions = [...(pipelines.get(name)?.executions.values() ?? [])];
      return executions.find((execution) => execution.clientRequestToken === clientRequestToken) ?? null;
    },
    async listExecutions(name, page, filter) {
      const executions = [...(pipelines.get(name)?.executions.values() ?? [])].filter(
        ({ pipelineVersion, succeededStages }) =>
          !filter || (pipelineVersion === filter.pipelineVersion && succeededStages.includes(filter.succeededInStage)),
      );
      return newestFirst(executions, page);
    },
    async findActionExecution(actionExecutionId) {
      const all = [...pipelines.values()].map((pipeline) => pipeline.actionExecutions.get(actionExecutionId));
      return all.find((found) => found !== undefined) ?? null;
    },
    async listActionExecutions(name, page, filter) {
      return newestFirst(ofExecution(pipelines.get(name)?.actionExecutions, filter), page);
    },
    async listRuleExecutions(name, page, filter) {
      return newestFirst(ofExecution(pipelines.get(name)?.ruleExecutions, filter), page);
    },

    ...memoryEventTargets(announcements),

    async listActionTypes() {
      return [...actionTypes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, type]) => type);
    },
    async putActionType(type) {
      actionTypes.set(actionTypeKey(type.id), type);
    },

    async createJob(job) {
      if (jobsOf(jobs, job.action.actionExecutionId).length > 0) return false;
      jobs.set(job.jobId, job);
      return true;
    },
    async changeJob({ from, to, next }) {
      const current = jobs.get(from.jobId);
      if (current?.status !== from.status || current.nonce !== from.nonce) return false;
      jobs.set(to.jobId, to);
      if (next) jobs.set(next.jobId, next);
      return true;
    },
    async findJob(jobId) {
      return jobs.get(jobId) ?? null;
    },
    async findJobOf(actionExecutionId) {
      return jobsOf(jobs, actionExecutionId).at(-1) ?? null;
    },
    async listWaitingJobs(actionTypeId) {
      const key = actionTypeKey(actionTypeId);
      return [...jobs.values()].filter((job) => isWaiting(job) && actionTypeKey(job.action.actionTypeId) === key);
    },

    ...memoryWebhooks(),
    ...memoryStacks(),
    ...memorySeenRefs(),

    async findLocalResource(type, name) {
      return resources.get(`${type} ${name}`) ?? null;
    },
    async listLocalResources() {
      return [...resources].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource);
    },
    async putLocalResource(resource) {
      resources.set(`${resource.type} ${resource.name}`, resource);
    },
    async deleteLocalResource(type, name) {
      resources.delete(`${type} ${name}`);
    },
  };
}

/** In the order in which they were queued. */
function jobsOf(jobs: ReadonlyMap<string, JobRecord>, actionExecutionId: string): JobRecord[] {
  return [...jobs.values()].filter(({ action }) => action.actionExecutionId === actionExecutionId);
}

function ofExecution<Entry extends { readonly pipelineExecutionId: string }>(
  entries: ReadonlyMap<string, Entry> | undefined,
  filter: { readonly pipelineExecutionId: string } | undefined,
): Entry[] {
  return [...(entries?.values() ?? [])].filter(
    ({ pipelineExecutionId }) => !filter || pipelineExecutionId === filter.pipelineExecutionId,
  );
}

function newestFirst<Entry extends { readonly ordinal: number }>(entries: readonly Entry[], page: Page): Entry[] {
  return entries
    .filter(({ ordinal }) => ordinal < (page.beforeOrdinal ?? Infinity))
    .sort((a, b) => b.ordinal - a.ordinal)
    .slice(0, page.limit);
}
