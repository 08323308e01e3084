import type { Commit, Tag } from "@/lib/engine/store/store";
import type { Query } from "./engine-store-connection";
import type { ExecutionChanges } from "./engine-store-executions";
import { storedExecutions, storedState } from "./engine-store-state";

type Creation = Commit & { readonly declaration: NonNullable<Commit["declaration"]> };

/**
 * What both statements write beside the pipeline's own row, which `saved` has just written. Parts without rows cost
 * nothing; nothing at all happens when `saved` is empty.
 */
const WRITE_RECORDS = `
  logged AS (
    INSERT INTO engine.event (pipeline_name, sequence, at, event)
    SELECT name, $2::int - json_array_length($5::json) + place, to_timestamp((e ->> 'at')::double precision / 1000), e
    FROM saved, json_array_elements($5::json) WITH ORDINALITY AS a (e, place)
  ),
  declared AS (
    INSERT INTO engine.pipeline_declaration (pipeline_name, version, declaration, created_at)
    SELECT name, $6::int, $7::json, $4::timestamptz FROM saved WHERE $7::json IS NOT NULL
  ),
  executions AS (
    INSERT INTO engine.pipeline_execution
      (pipeline_execution_id, pipeline_name, ordinal, pipeline_version, client_request_token, succeeded_stages, record)
    SELECT r ->> 'pipelineExecutionId', name, (r ->> 'ordinal')::int, (r ->> 'pipelineVersion')::int,
           r ->> 'clientRequestToken', ARRAY(SELECT json_array_elements_text(r -> 'succeededStages')), r
    FROM saved, json_array_elements($8::json) AS r
    ON CONFLICT (pipeline_execution_id) DO UPDATE SET
      client_request_token = excluded.client_request_token,
      succeeded_stages = excluded.succeeded_stages,
      record = excluded.record
  ),
  actions AS (
    INSERT INTO engine.action_execution (action_execution_id, pipeline_name, pipeline_execution_id, ordinal, record)
    SELECT r ->> 'actionExecutionId', name, r ->> 'pipelineExecutionId', (r ->> 'ordinal')::int, r
    FROM saved, json_array_elements($9::json) AS r
    ON CONFLICT (action_execution_id) DO UPDATE SET record = excluded.record
  ),
  rules AS (
    INSERT INTO engine.rule_execution (rule_execution_id, pipeline_name, pipeline_execution_id, ordinal, record)
    SELECT r ->> 'ruleExecutionId', name, r ->> 'pipelineExecutionId', (r ->> 'ordinal')::int, r
    FROM saved, json_array_elements($10::json) AS r
    ON CONFLICT (rule_execution_id) DO UPDATE SET record = excluded.record
  ),
  states AS (
    INSERT INTO engine.execution_state (pipeline_execution_id, pipeline_name, state)
    SELECT key, name, value FROM saved, json_each($12::json)
    ON CONFLICT (pipeline_execution_id) DO UPDATE SET state = excluded.state
  ),
  gone AS (
    DELETE FROM engine.execution_state USING saved WHERE pipeline_execution_id = ANY ($13::text[])
  ),
  announced AS (
    INSERT INTO engine.announcement (id, event)
    SELECT r ->> 'id', r FROM saved, json_array_elements($11::json) WITH ORDINALITY AS a (r, place) ORDER BY place
  )
  SELECT name FROM saved`;

const COMMIT = `
  WITH saved AS (
    UPDATE engine.pipeline
    SET sequence = $2::int, state = $3::json, version = $6::int,
        updated_at = CASE WHEN $7::json IS NULL THEN updated_at ELSE $4::timestamptz END
    WHERE name = $1 AND sequence = $2::int - json_array_length($5::json)
    RETURNING name
  ), ${WRITE_RECORDS}`;

const CREATE = `
  WITH saved AS (
    INSERT INTO engine.pipeline (name, sequence, state, version, tags, created_at, updated_at)
    VALUES ($1, $2::int, $3::json, $6::int, $14::json, $4::timestamptz, $4::timestamptz)
    ON CONFLICT (name) DO NOTHING
    RETURNING name
  ), ${WRITE_RECORDS}`;

/** Saves events and all they changed in one statement. @returns false when they do not follow the saved one */
export async function saveCommit(query: Query, commit: Commit, changes: ExecutionChanges): Promise<boolean> {
  const saved = await query("engine-commit", COMMIT, parameters(commit, changes));
  return saved.length > 0 || (await isSaved(query, commit));
}

/** Saves a new pipeline with its first event. @returns false when the name is in use */
export async function saveCreation(
  query: Query,
  { tags, ...commit }: Creation & { readonly tags: readonly Tag[] },
  changes: ExecutionChanges,
): Promise<boolean> {
  const saved = await query("engine-create", CREATE, [...parameters(commit, changes), JSON.stringify(tags)]);
  return saved.length > 0 || (await isSaved(query, commit));
}

/** True when the last of these very events is there: it was saved, but the connection broke before the answer came. */
async function isSaved(query: Query, { pipelineName, state, events }: Commit): Promise<boolean> {
  const same = await query(
    "engine-is-saved",
    "SELECT 1 FROM engine.event WHERE pipeline_name = $1 AND sequence = $2 AND event ->> 'seed' = $3",
    [pipelineName, state.sequence, events.at(-1)?.seed],
  );
  return same.length > 0;
}

function parameters(commit: Commit, { changed, removed }: ExecutionChanges): unknown[] {
  const { pipelineName, state, events, declaration } = commit;
  return [
    pipelineName,
    state.sequence,
    JSON.stringify(storedState(state)),
    new Date(events[0].at),
    JSON.stringify(events),
    state.version,
    declaration ? JSON.stringify(declaration) : null,
    JSON.stringify(commit.executions),
    JSON.stringify(commit.actionExecutions),
    JSON.stringify(commit.ruleExecutions),
    JSON.stringify(commit.announcements),
    JSON.stringify(storedExecutions(changed)),
    removed,
  ];
}
