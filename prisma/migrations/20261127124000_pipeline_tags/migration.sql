-- AlterTable
ALTER TABLE "public"."pipeline" ADD COLUMN     "tags" JSONB;
