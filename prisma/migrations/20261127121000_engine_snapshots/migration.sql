-- CreateTable
CREATE TABLE "engine"."snapshot" (
    "pipeline_name" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "state" JSON NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("pipeline_name","sequence")
);

-- AddForeignKey
ALTER TABLE "engine"."snapshot" ADD CONSTRAINT "snapshot_pipeline_name_fkey" FOREIGN KEY ("pipeline_name") REFERENCES "engine"."pipeline"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- A state refers to records by their ids; until now it held copies of them.
UPDATE "engine"."pipeline" SET "state" = (
  "state"::jsonb || jsonb_build_object('executions', COALESCE((
    SELECT jsonb_object_agg(execution.key, (execution.value - 'record') || jsonb_build_object('stages', COALESCE((
      SELECT jsonb_object_agg(stage.key, stage.value || jsonb_build_object(
        'actions', COALESCE((
          SELECT jsonb_object_agg(action.key, action.value -> 'actionExecutionId')
          FROM jsonb_each(stage.value -> 'actions') AS action), '{}'),
        'conditions', COALESCE((
          SELECT jsonb_object_agg(condition.key, condition.value || jsonb_build_object('rules', COALESCE((
            SELECT jsonb_object_agg(rule.key, rule.value -> 'ruleExecutionId')
            FROM jsonb_each(condition.value -> 'rules') AS rule), '{}')))
          FROM jsonb_each(stage.value -> 'conditions') AS condition), '{}')))
      FROM jsonb_each(execution.value -> 'stages') AS stage), '{}')))
    FROM jsonb_each("state"::jsonb -> 'executions') AS execution), '{}'))
)::json;
