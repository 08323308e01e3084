-- CreateTable
CREATE TABLE "engine"."job" (
    "job_id" TEXT NOT NULL,
    "pipeline_name" TEXT NOT NULL,
    "action_execution_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "action_type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "record" JSON NOT NULL,

    CONSTRAINT "job_pkey" PRIMARY KEY ("job_id")
);

-- CreateTable
CREATE TABLE "engine"."action_type" (
    "key" TEXT NOT NULL,
    "record" JSON NOT NULL,

    CONSTRAINT "action_type_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "job_action_type_status_idx" ON "engine"."job"("action_type", "status");

-- CreateIndex
CREATE UNIQUE INDEX "job_action_execution_id_ordinal_key" ON "engine"."job"("action_execution_id", "ordinal");

-- AddForeignKey
ALTER TABLE "engine"."job" ADD CONSTRAINT "job_pipeline_name_fkey" FOREIGN KEY ("pipeline_name") REFERENCES "engine"."pipeline"("name") ON DELETE CASCADE ON UPDATE CASCADE;
