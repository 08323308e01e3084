-- CreateTable
CREATE TABLE "engine"."event_target" (
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "key" TEXT,

    CONSTRAINT "event_target_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "engine"."delivery" (
    "target_name" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "pipeline_name" TEXT NOT NULL,
    "event" JSON NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("target_name","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "delivery_target_name_id_key" ON "engine"."delivery"("target_name", "id");

-- AddForeignKey
ALTER TABLE "engine"."delivery" ADD CONSTRAINT "delivery_target_name_fkey" FOREIGN KEY ("target_name") REFERENCES "engine"."event_target"("name") ON DELETE CASCADE ON UPDATE CASCADE;
