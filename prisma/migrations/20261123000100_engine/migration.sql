-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "engine";

-- CreateTable
CREATE TABLE "engine"."pipeline" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "state" JSON NOT NULL,
    "tags" JSON NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pipeline_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "engine"."pipeline_declaration" (
    "pipeline_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "declaration" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pipeline_declaration_pkey" PRIMARY KEY ("pipeline_name","version")
);

-- CreateTable
CREATE TABLE "engine"."event" (
    "pipeline_name" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event" JSON NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("pipeline_name","sequence")
);

-- CreateTable
CREATE TABLE "engine"."pipeline_execution" (
    "pipeline_execution_id" TEXT NOT NULL,
    "pipeline_name" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "pipeline_version" INTEGER NOT NULL,
    "client_request_token" TEXT,
    "succeeded_stages" TEXT[],
    "record" JSON NOT NULL,

    CONSTRAINT "pipeline_execution_pkey" PRIMARY KEY ("pipeline_execution_id")
);

-- CreateTable
CREATE TABLE "engine"."action_execution" (
    "action_execution_id" TEXT NOT NULL,
    "pipeline_name" TEXT NOT NULL,
    "pipeline_execution_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "record" JSON NOT NULL,

    CONSTRAINT "action_execution_pkey" PRIMARY KEY ("action_execution_id")
);

-- CreateTable
CREATE TABLE "engine"."rule_execution" (
    "rule_execution_id" TEXT NOT NULL,
    "pipeline_name" TEXT NOT NULL,
    "pipeline_execution_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "record" JSON NOT NULL,

    CONSTRAINT "rule_execution_pkey" PRIMARY KEY ("rule_execution_id")
);

-- CreateTable
CREATE TABLE "engine"."announcement" (
    "position" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "event" JSON NOT NULL,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "engine"."local_resource" (
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "resource" JSON NOT NULL,

    CONSTRAINT "local_resource_pkey" PRIMARY KEY ("type","name")
);

-- CreateIndex
CREATE INDEX "pipeline_execution_pipeline_name_client_request_token_idx" ON "engine"."pipeline_execution"("pipeline_name", "client_request_token");

-- CreateIndex
CREATE UNIQUE INDEX "pipeline_execution_pipeline_name_ordinal_key" ON "engine"."pipeline_execution"("pipeline_name", "ordinal");

-- CreateIndex
CREATE INDEX "action_execution_pipeline_execution_id_ordinal_idx" ON "engine"."action_execution"("pipeline_execution_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "action_execution_pipeline_name_ordinal_key" ON "engine"."action_execution"("pipeline_name", "ordinal");

-- CreateIndex
CREATE INDEX "rule_execution_pipeline_execution_id_ordinal_idx" ON "engine"."rule_execution"("pipeline_execution_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "rule_execution_pipeline_name_ordinal_key" ON "engine"."rule_execution"("pipeline_name", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_id_key" ON "engine"."announcement"("id");

-- AddForeignKey
ALTER TABLE "engine"."pipeline_declaration" ADD CONSTRAINT "pipeline_declaration_pipeline_name_fkey" FOREIGN KEY ("pipeline_name") REFERENCES "engine"."pipeline"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engine"."event" ADD CONSTRAINT "event_pipeline_name_fkey" FOREIGN KEY ("pipeline_name") REFERENCES "engine"."pipeline"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engine"."pipeline_execution" ADD CONSTRAINT "pipeline_execution_pipeline_name_fkey" FOREIGN KEY ("pipeline_name") REFERENCES "engine"."pipeline"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engine"."action_execution" ADD CONSTRAINT "action_execution_pipeline_name_fkey" FOREIGN KEY ("pipeline_name") REFERENCES "engine"."pipeline"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engine"."rule_execution" ADD CONSTRAINT "rule_execution_pipeline_name_fkey" FOREIGN KEY ("pipeline_name") REFERENCES "engine"."pipeline"("name") ON DELETE CASCADE ON UPDATE CASCADE;
