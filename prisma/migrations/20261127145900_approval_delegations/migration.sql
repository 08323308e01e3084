CREATE TABLE "public"."approval_delegation" (
    "id" UUID NOT NULL,
    "delegator_id" UUID NOT NULL,
    "delegate_id" UUID NOT NULL,
    "covers_all" BOOLEAN NOT NULL,
    "pipeline_ids" UUID[],
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "until_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_name" TEXT,

    CONSTRAINT "approval_delegation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "approval_delegation_delegator_id_idx" ON "public"."approval_delegation"("delegator_id");

CREATE INDEX "approval_delegation_delegate_id_idx" ON "public"."approval_delegation"("delegate_id");

CREATE INDEX "approval_delegation_until_at_idx" ON "public"."approval_delegation"("until_at");

ALTER TABLE "public"."approval_delegation" ADD CONSTRAINT "approval_delegation_delegator_id_fkey" FOREIGN KEY ("delegator_id") REFERENCES "public"."app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "public"."approval_delegation" ADD CONSTRAINT "approval_delegation_delegate_id_fkey" FOREIGN KEY ("delegate_id") REFERENCES "public"."app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "public"."approval_vote" ADD COLUMN "on_behalf_of_id" UUID;
ALTER TABLE "public"."approval_vote" ADD COLUMN "on_behalf_of_name" TEXT;

CREATE INDEX "action_execution_category_last_updated_at_idx" ON "public"."action_execution"("category", "last_updated_at" DESC);
