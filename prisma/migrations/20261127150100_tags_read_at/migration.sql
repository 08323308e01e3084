-- AlterTable
ALTER TABLE "public"."pipeline" ADD COLUMN     "tags_read_at" TIMESTAMPTZ(3);
