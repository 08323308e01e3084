-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "public"."app_user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "session_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."setup_link" (
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "public"."invitation" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."sign_in_failure" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_failure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."connection" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "account_id" TEXT,
    "credential_source" TEXT NOT NULL,
    "profile_name" TEXT,
    "role_arn" TEXT,
    "external_id" TEXT,
    "endpoint_url" TEXT,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "ingest_key_hash" TEXT,
    "health" TEXT NOT NULL DEFAULT 'unchecked',
    "health_message" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "synced_at" TIMESTAMPTZ(3),
    "last_event_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."pipeline" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "live_version" INTEGER,
    "live_declaration" JSONB,
    "live_updated_at" TIMESTAMPTZ(3),
    "state" JSONB,
    "synced_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pipeline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."favourite" (
    "user_id" UUID NOT NULL,
    "pipeline_id" UUID NOT NULL,

    CONSTRAINT "favourite_pkey" PRIMARY KEY ("user_id","pipeline_id")
);

-- CreateTable
CREATE TABLE "public"."draft" (
    "pipeline_id" UUID NOT NULL,
    "declaration" JSONB NOT NULL,
    "revision" INTEGER NOT NULL,
    "base_live_version" INTEGER,
    "updated_by_id" UUID NOT NULL,
    "updated_by_name" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("pipeline_id")
);

-- CreateTable
CREATE TABLE "public"."pipeline_version" (
    "id" UUID NOT NULL,
    "pipeline_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "message" TEXT NOT NULL,
    "declaration" JSONB NOT NULL,
    "author_id" UUID NOT NULL,
    "author_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "live_version" INTEGER,

    CONSTRAINT "pipeline_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public"."pipeline_execution" (
    "pipeline_id" UUID NOT NULL,
    "pipeline_execution_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "status_summary" TEXT,
    "pipeline_version" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "trigger_type" TEXT,
    "trigger_detail" TEXT,
    "execution_mode" TEXT,
    "execution_type" TEXT,
    "source_revisions" JSONB NOT NULL DEFAULT '[]',
    "variables" JSONB NOT NULL DEFAULT '[]',
    "stop_reason" TEXT,
    "rollback_target_id" UUID,
    "synced_at" TIMESTAMPTZ(3),

    CONSTRAINT "pipeline_execution_pkey" PRIMARY KEY ("pipeline_id","pipeline_execution_id")
);

-- CreateTable
CREATE TABLE "public"."action_execution" (
    "pipeline_id" UUID NOT NULL,
    "action_execution_id" TEXT NOT NULL,
    "pipeline_execution_id" UUID NOT NULL,
    "stage_name" TEXT NOT NULL,
    "action_name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT,
    "summary" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,
    "external_execution_id" TEXT,
    "external_execution_url" TEXT,
    "log_stream_arn" TEXT,
    "input" JSONB NOT NULL DEFAULT '{}',
    "output" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "action_execution_pkey" PRIMARY KEY ("pipeline_id","action_execution_id")
);

-- CreateTable
CREATE TABLE "public"."daily_stat" (
    "pipeline_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "stage_name" TEXT NOT NULL DEFAULT '',
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "other" INTEGER NOT NULL,
    "durations_ms" INTEGER[],
    "approval_waits_ms" INTEGER[],

    CONSTRAINT "daily_stat_pkey" PRIMARY KEY ("pipeline_id","day","stage_name")
);

-- CreateTable
CREATE TABLE "public"."ingested_event" (
    "connection_id" UUID NOT NULL,
    "event_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "body" JSONB NOT NULL,

    CONSTRAINT "ingested_event_pkey" PRIMARY KEY ("connection_id","event_id")
);

-- CreateTable
CREATE TABLE "public"."worker_heartbeat" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "public"."app_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "public"."invitation"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_failure_subject_at_idx" ON "public"."sign_in_failure"("subject", "at");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "public"."audit_event"("at");

-- CreateIndex
CREATE UNIQUE INDEX "connection_slug_key" ON "public"."connection"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "pipeline_connection_id_name_key" ON "public"."pipeline"("connection_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "pipeline_version_pipeline_id_number_key" ON "public"."pipeline_version"("pipeline_id", "number");

-- CreateIndex
CREATE INDEX "pipeline_execution_pipeline_id_started_at_idx" ON "public"."pipeline_execution"("pipeline_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "pipeline_execution_started_at_idx" ON "public"."pipeline_execution"("started_at");

-- CreateIndex
CREATE INDEX "pipeline_execution_status_idx" ON "public"."pipeline_execution"("status");

-- CreateIndex
CREATE INDEX "action_execution_pipeline_id_pipeline_execution_id_idx" ON "public"."action_execution"("pipeline_id", "pipeline_execution_id");

-- CreateIndex
CREATE INDEX "action_execution_category_status_idx" ON "public"."action_execution"("category", "status");

-- CreateIndex
CREATE INDEX "ingested_event_received_at_idx" ON "public"."ingested_event"("received_at");

-- AddForeignKey
ALTER TABLE "public"."pipeline" ADD CONSTRAINT "pipeline_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "public"."connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."favourite" ADD CONSTRAINT "favourite_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."draft" ADD CONSTRAINT "draft_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."pipeline_version" ADD CONSTRAINT "pipeline_version_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."pipeline_execution" ADD CONSTRAINT "pipeline_execution_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."action_execution" ADD CONSTRAINT "action_execution_pipeline_id_pipeline_execution_id_fkey" FOREIGN KEY ("pipeline_id", "pipeline_execution_id") REFERENCES "public"."pipeline_execution"("pipeline_id", "pipeline_execution_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public"."daily_stat" ADD CONSTRAINT "daily_stat_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

