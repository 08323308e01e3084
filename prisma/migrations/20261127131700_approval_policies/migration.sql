CREATE TABLE "public"."approval_policy" (
    "pipeline_id" UUID NOT NULL,
    "stage_name" TEXT NOT NULL DEFAULT '',
    "action_name" TEXT NOT NULL DEFAULT '',
    "policy" JSONB NOT NULL,
    "updated_by_name" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_policy_pkey" PRIMARY KEY ("pipeline_id", "stage_name", "action_name")
);

ALTER TABLE "public"."approval_policy" ADD CONSTRAINT "approval_policy_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "public"."approval_request" (
    "id" UUID NOT NULL,
    "pipeline_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "pipeline_execution_id" UUID NOT NULL,
    "stage_name" TEXT NOT NULL,
    "action_name" TEXT NOT NULL,
    "decision" TEXT,
    "summary" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "attempted_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "approval_request_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "approval_request_pipeline_id_token_key" ON "public"."approval_request"("pipeline_id", "token");

CREATE INDEX "approval_request_settled_at_decided_at_idx" ON "public"."approval_request"("settled_at", "decided_at");

ALTER TABLE "public"."approval_request" ADD CONSTRAINT "approval_request_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "public"."approval_vote" (
    "request_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "person_name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_vote_pkey" PRIMARY KEY ("request_id", "person_id")
);

ALTER TABLE "public"."approval_vote" ADD CONSTRAINT "approval_vote_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "public"."approval_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;
