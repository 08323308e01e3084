-- DropIndex
DROP INDEX "public"."pipeline_execution_pipeline_id_started_at_idx";

-- CreateIndex
CREATE INDEX "pipeline_execution_recent_idx" ON "public"."pipeline_execution"("pipeline_id", "started_at" DESC, "pipeline_execution_id", "status", "last_updated_at");
