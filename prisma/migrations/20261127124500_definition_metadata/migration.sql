CREATE TABLE "public"."definition_metadata" (
    "pipeline_id" UUID NOT NULL,
    "metadata" JSON NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "definition_metadata_pkey" PRIMARY KEY ("pipeline_id")
);

ALTER TABLE "public"."definition_metadata" ADD CONSTRAINT "definition_metadata_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipeline"("id") ON DELETE CASCADE ON UPDATE CASCADE;
