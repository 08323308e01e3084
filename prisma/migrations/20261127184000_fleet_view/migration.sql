-- CreateTable
CREATE TABLE "public"."fleet_view" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fleet_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "fleet_view_user_id_name_key" ON "public"."fleet_view"("user_id", "name");

-- AddForeignKey
ALTER TABLE "public"."fleet_view" ADD CONSTRAINT "fleet_view_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
