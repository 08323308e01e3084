-- AlterTable
ALTER TABLE "engine"."webhook" ADD COLUMN     "registration" JSON;
