ALTER TABLE "public"."audit_event" ADD COLUMN "is_command" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "public"."audit_outcome" (
    "event_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_outcome_pkey" PRIMARY KEY ("event_id")
);

ALTER TABLE "public"."audit_outcome" ADD CONSTRAINT "audit_outcome_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "public"."audit_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;
