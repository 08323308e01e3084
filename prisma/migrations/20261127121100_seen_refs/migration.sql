-- CreateTable
CREATE TABLE "engine"."seen_refs" (
    "repository" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "refs" JSON NOT NULL,

    CONSTRAINT "seen_refs_pkey" PRIMARY KEY ("repository")
);
