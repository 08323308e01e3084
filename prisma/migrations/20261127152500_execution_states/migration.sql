-- CreateTable
CREATE TABLE "engine"."execution_state" (
    "pipeline_execution_id" TEXT NOT NULL,
    "pipeline_name" TEXT NOT NULL,
    "state" JSON NOT NULL,

    CONSTRAINT "execution_state_pkey" PRIMARY KEY ("pipeline_execution_id")
);

-- CreateIndex
CREATE INDEX "execution_state_pipeline_name_idx" ON "engine"."execution_state"("pipeline_name");

-- AddForeignKey
ALTER TABLE "engine"."execution_state" ADD CONSTRAINT "execution_state_pipeline_name_fkey" FOREIGN KEY ("pipeline_name") REFERENCES "engine"."pipeline"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- Executions get rows of their own; the state keeps their ids, in order.
INSERT INTO "engine"."execution_state" ("pipeline_execution_id", "pipeline_name", "state")
SELECT execution.key, pipeline.name, execution.value
FROM "engine"."pipeline" AS pipeline, json_each(pipeline.state -> 'executions') AS execution;

UPDATE "engine"."pipeline" SET "state" = (
  SELECT json_object_agg(
    CASE member.key WHEN 'executions' THEN 'executionIds' ELSE member.key END,
    CASE member.key
      WHEN 'executions' THEN (
        SELECT COALESCE(json_agg(execution.key ORDER BY execution.place), '[]'::json)
        FROM json_each(member.value) WITH ORDINALITY AS execution (key, value, place)
      )
      ELSE member.value
    END
    ORDER BY member.place
  )
  FROM json_each("state") WITH ORDINALITY AS member (key, value, place)
);
