import type { LocalResource } from "@/lib/engine/local-resources";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "@/lib/engine/records";
import {
  SequenceConflictError,
  type EngineStore,
  type Page,
  type PipelineRecord,
  type Tag,
} from "@/lib/engine/store/store";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { saveCommit, saveCreation } from "./engine-store-commit";
import type { Query } from "./engine-store-connection";
import { retention } from "./engine-store-retention";
import { createSavedExecutions } from "./engine-store-executions";
import { loadStates } from "./engine-store-state";
import { eventTargetTable } from "./engine-store-event-targets";
import { seenRefsTable } from "./engine-store-seen-refs";
import { stackTable } from "./engine-store-stacks";
import { webhookTable } from "./engine-store-webhooks";
import { jobTables } from "./engine-store-jobs";

/** Above every ordinal: the first page of a list. */
const NO_ORDINAL = 2 ** 31 - 1;

/** The engine's memory in PostgreSQL, schema `engine`. What it reads, it has written itself. */
export function createEngineStore(query: Query): EngineStore {
  const executions = createSavedExecutions();
  return {
    async loadStates(pipelineName) {
      const states = await loadStates(query, pipelineName);
      for (const state of states) executions.saved(state);
      return states;
    },

    async createPipeline(commit, tags) {
      const isNew = await saveCreation(query, { ...commit, tags }, { changed: commit.state.executions, removed: [] });
      if (isNew) executions.saved(commit.state);
      return isNew;
    },
    async commit(commit) {
      const saved = await saveCommit(query, commit, executions.changesOf(commit.state));
      if (!saved) throw new SequenceConflictError(commit.pipelineName, commit.state.sequence);
      executions.saved(commit.state);
    },
    ...retention(query),
    async deletePipeline(pipelineName) {
      executions.forget(pipelineName);
      await query("engine-delete-pipeline", "DELETE FROM engine.pipeline WHERE name = $1", [pipelineName]);
    },

    async findPipeline(pipelineName) {
      const rows = await query<PipelineRow>("engine-find-pipeline", `${SELECT_PIPELINE} WHERE p.name = $1`, [
        pipelineName,
      ]);
      return rows[0] ? pipelineRecord(rows[0]) : null;
    },
    async findDeclaration(pipelineName, version) {
      const rows = await query<{ declaration: PipelineDeclaration }>(
        "engine-find-declaration",
        "SELECT declaration FROM engine.pipeline_declaration WHERE pipeline_name = $1 AND version = $2",
        [pipelineName, version],
      );
      return rows[0]?.declaration ?? null;
    },
    async listPipelines({ afterName, limit }) {
      const rows = await query<PipelineRow>(
        "engine-list-pipelines",
        `${SELECT_PIPELINE} WHERE p.name COLLATE "C" > $1 ORDER BY p.name COLLATE "C" LIMIT $2`,
        [afterName ?? "", limit],
      );
      return rows.map(pipelineRecord);
    },
    async countPipelines() {
      const rows = await query<{ count: number }>(
        "engine-count-pipelines",
        "SELECT count(*)::int AS count FROM engine.pipeline",
      );
      return rows[0]?.count ?? 0;
    },
    async putTags(pipelineName, tags) {
      await query("engine-put-tags", "UPDATE engine.pipeline SET tags = $2::json WHERE name = $1", [
        pipelineName,
        JSON.stringify(tags),
      ]);
    },

    ...executionLists(query),
    ...eventTargetTable(query),
    ...jobTables(query),
    ...webhookTable(query),
    ...stackTable(query),
    ...seenRefsTable(query),
    ...localResources(query),
  };
}

interface PipelineRow {
  readonly name: string;
  readonly version: number;
  readonly declaration: PipelineDeclaration;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly tags: readonly Tag[];
}

const SELECT_PIPELINE = `
  SELECT p.name, p.version, d.declaration, p.created_at, p.updated_at, p.tags
  FROM engine.pipeline AS p
  JOIN engine.pipeline_declaration AS d ON d.pipeline_name = p.name AND d.version = p.version`;

function pipelineRecord({ created_at, updated_at, ...row }: PipelineRow): PipelineRecord {
  return { ...row, createdAt: created_at.getTime(), updatedAt: updated_at.getTime() };
}

type ExecutionLists = Pick<
  EngineStore,
  | "findExecution"
  | "findExecutionByToken"
  | "listExecutions"
  | "findActionExecution"
  | "listActionExecutions"
  | "listRuleExecutions"
>;

function executionLists(query: Query): ExecutionLists {
  async function records<T>(name: string, text: string, values: readonly unknown[]): Promise<T[]> {
    const rows = await query<{ record: T }>(name, text, values);
    return rows.map(({ record }) => record);
  }

  async function attempts<T>(
    table: "action_execution" | "rule_execution",
    pipelineName: string,
    { beforeOrdinal = NO_ORDINAL, limit }: Page,
    filter?: { readonly pipelineExecutionId: string },
  ): Promise<T[]> {
    const where = filter ? "AND pipeline_execution_id = $4" : "";
    return records<T>(
      `engine-list-${table}${filter ? "-of-execution" : ""}`,
      `SELECT record FROM engine.${table} WHERE pipeline_name = $1 AND ordinal < $2 ${where}
       ORDER BY ordinal DESC LIMIT $3`,
      [pipelineName, beforeOrdinal, limit, ...(filter ? [filter.pipelineExecutionId] : [])],
    );
  }

  return {
    async findExecution(pipelineName, pipelineExecutionId) {
      const found = await records<ExecutionRecord>(
        "engine-find-execution",
        "SELECT record FROM engine.pipeline_execution WHERE pipeline_execution_id = $2 AND pipeline_name = $1",
        [pipelineName, pipelineExecutionId],
      );
      return found[0] ?? null;
    },
    async findExecutionByToken(pipelineName, clientRequestToken) {
      const found = await records<ExecutionRecord>(
        "engine-find-execution-by-token",
        `SELECT record FROM engine.pipeline_execution WHERE pipeline_name = $1 AND client_request_token = $2
         ORDER BY ordinal DESC LIMIT 1`,
        [pipelineName, clientRequestToken],
      );
      return found[0] ?? null;
    },
    listExecutions(pipelineName, { beforeOrdinal = NO_ORDINAL, limit }, filter) {
      const where = filter ? "AND $4 = ANY (succeeded_stages) AND pipeline_version = $5" : "";
      return records<ExecutionRecord>(
        `engine-list-executions${filter ? "-by-stage" : ""}`,
        `SELECT record FROM engine.pipeline_execution WHERE pipeline_name = $1 AND ordinal < $2 ${where}
         ORDER BY ordinal DESC LIMIT $3`,
        [pipelineName, beforeOrdinal, limit, ...(filter ? [filter.succeededInStage, filter.pipelineVersion] : [])],
      );
    },
    async findActionExecution(actionExecutionId) {
      const found = await records<ActionExecutionRecord>(
        "engine-find-action-execution",
        "SELECT record FROM engine.action_execution WHERE action_execution_id = $1",
        [actionExecutionId],
      );
      return found[0] ?? null;
    },
    listActionExecutions: (pipelineName, page, filter) =>
      attempts<ActionExecutionRecord>("action_execution", pipelineName, page, filter),
    listRuleExecutions: (pipelineName, page, filter) =>
      attempts<RuleExecutionRecord>("rule_execution", pipelineName, page, filter),
  };
}

type LocalResourceTable = Pick<
  EngineStore,
  "findLocalResource" | "listLocalResources" | "putLocalResource" | "deleteLocalResource"
>;

function localResources(query: Query): LocalResourceTable {
  return {
    async findLocalResource(type, name) {
      const rows = await query<{ resource: LocalResource }>(
        "engine-find-local-resource",
        "SELECT resource FROM engine.local_resource WHERE type = $1 AND name = $2",
        [type, name],
      );
      return rows[0]?.resource ?? null;
    },
    async listLocalResources() {
      const rows = await query<{ resource: LocalResource }>(
        "engine-list-local-resources",
        `SELECT resource FROM engine.local_resource ORDER BY type COLLATE "C", name COLLATE "C"`,
      );
      return rows.map(({ resource }) => resource);
    },
    async putLocalResource(resource) {
      await query(
        "engine-put-local-resource",
        `INSERT INTO engine.local_resource (type, name, resource) VALUES ($1, $2, $3::json)
         ON CONFLICT (type, name) DO UPDATE SET resource = excluded.resource`,
        [resource.type, resource.name, JSON.stringify(resource)],
      );
    },
    async deleteLocalResource(type, name) {
      await query("engine-delete-local-resource", "DELETE FROM engine.local_resource WHERE type = $1 AND name = $2", [
        type,
        name,
      ]);
    },
  };
}
