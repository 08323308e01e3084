-- CreateTable
CREATE TABLE "engine"."claim" (
    "id" INTEGER NOT NULL,
    "holder" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);
