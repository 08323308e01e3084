-- CreateTable
CREATE TABLE "engine"."stack" (
    "stack_id" TEXT NOT NULL,
    "ordinal" SERIAL NOT NULL,
    "record" JSON NOT NULL,

    CONSTRAINT "stack_pkey" PRIMARY KEY ("stack_id")
);
