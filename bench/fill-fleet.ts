import { Client } from "pg";
import { createDb } from "@/lib/db/client";
import { refreshDailyStats } from "@/lib/db/daily-stats";

const DAY_MS = 24 * 60 * 60_000;
const TEAMS = ["shop", "data", "mobile", "identity", "platform"];

interface Fleet {
  readonly connection: string;
  readonly pipelines: number;
  readonly runs: number;
}

/**
 * Fills a database with a connection of so many pipelines, each with so many finished runs over the last 30 days: of
 * six actions each, one in twelve failed, one in thirty superseded. Some of the newest runs go on or wait for approval.
 * The connection is marked as demo data, so that no worker tries to read it.
 */
export async function fillFleet(url: string, { connection, pipelines, runs }: Fleet): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO connection (id, slug, name, region, credential_source, is_demo, health)
       VALUES (gen_random_uuid(), $1, 'Bench fleet', 'eu-west-1', 'default-chain', true, 'ok')`,
      [connection],
    );
    await client.query(
      `INSERT INTO pipeline (id, connection_id, name, live_version, live_declaration, tags, synced_at)
       SELECT gen_random_uuid(), connection.id, 'service-' || lpad(n::text, 3, '0'), 1, jsonb_build_object(
                'name', 'service-' || lpad(n::text, 3, '0'), 'pipelineType', 'V2', 'executionMode', 'SUPERSEDED',
                'roleArn', 'arn:aws:iam::000000000000:role/bench', 'version', 1, 'stages', '[]'::jsonb),
              jsonb_build_array(jsonb_build_object('key', 'team', 'value', ($3::text[])[1 + n % cardinality($3::text[])])),
              now()
       FROM generate_series(1, $2::int) AS n, connection WHERE slug = $1`,
      [connection, pipelines, TEAMS],
    );
    await client.query(
      `INSERT INTO pipeline_execution (pipeline_id, pipeline_execution_id, status, pipeline_version, started_at,
                                       last_updated_at, trigger_type, execution_mode, source_revisions, synced_at)
       SELECT id, gen_random_uuid(), status, 1, started_at,
              started_at + CASE WHEN status = 'InProgress' THEN '0'::interval ELSE (60 + random() * 900) * '1 second'::interval END,
              'WebhookV2', 'SUPERSEDED', jsonb_build_array(jsonb_build_object(
                'actionName', 'Checkout', 'revisionId', md5(random()::text) || '0123abcd',
                'revisionSummary', 'Change number ' || run || ' of ' || name, 'revisionUrl', null)), now()
       FROM (
         SELECT pipeline.id, pipeline.name, run,
                CASE WHEN run = $2 AND random() < 0.1 THEN 'InProgress' WHEN random() < 0.08 THEN 'Failed'
                     WHEN random() < 0.03 THEN 'Superseded' ELSE 'Succeeded' END AS status,
                now() - ($2 - run) * interval '24 hours' - random() * interval '20 hours' AS started_at
         FROM pipeline JOIN connection ON connection.id = pipeline.connection_id, generate_series(1, $2::int) AS run
         WHERE slug = $1
       ) AS planned`,
      [connection, runs],
    );
    await client.query(
      `INSERT INTO action_execution (pipeline_id, action_execution_id, pipeline_execution_id, stage_name, action_name,
                                     category, owner, provider, status, started_at, last_updated_at, output)
       SELECT run.pipeline_id, gen_random_uuid()::text, run.pipeline_execution_id, 'Stage' || n,
              CASE n WHEN 1 THEN 'Checkout' WHEN 6 THEN 'Approve' ELSE 'Action' || n END,
              CASE n WHEN 1 THEN 'Source' WHEN 6 THEN 'Approval' ELSE 'Build' END, 'AWS',
              CASE n WHEN 1 THEN 'CodeStarSourceConnection' WHEN 6 THEN 'Manual' ELSE 'CodeBuild' END,
              CASE WHEN n < 6 THEN 'Succeeded' WHEN run.status = 'InProgress' THEN 'InProgress' ELSE 'Succeeded' END,
              run.started_at + n * '5 seconds'::interval, run.started_at + (n + 1) * '5 seconds'::interval,
              CASE n WHEN 1 THEN '{"outputArtifacts":[],"outputVariables":{"AuthorDisplayName":"ana"}}' ELSE '{}' END::jsonb
       FROM pipeline_execution run JOIN pipeline ON pipeline.id = run.pipeline_id
       JOIN connection ON connection.id = pipeline.connection_id, generate_series(1, 6) AS n
       WHERE slug = $1 AND (n < 6 OR random() < 0.5)`,
      [connection],
    );
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
  await rollUp(url, connection, runs);
}

async function rollUp(url: string, slug: string, runs: number): Promise<void> {
  const db = createDb(url);
  const pipelines = await db.pipeline.findMany({ where: { connection: { slug } }, select: { id: true }, take: 10_000 });
  const toAt = Date.now();
  for (const { id } of pipelines) {
    await refreshDailyStats(db, { pipelineId: id, fromAt: toAt - (runs + 2) * DAY_MS, toAt });
  }
  await db.$disconnect();
}
