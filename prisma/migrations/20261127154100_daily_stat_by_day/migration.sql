-- CreateIndex
CREATE INDEX "daily_stat_stage_name_day_idx" ON "public"."daily_stat"("stage_name", "day");
