-- CreateTable
CREATE TABLE "engine"."webhook" (
    "name" TEXT NOT NULL,
    "url_token" TEXT NOT NULL,
    "definition" JSON NOT NULL,
    "tags" JSON NOT NULL,
    "last_triggered_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_url_token_key" ON "engine"."webhook"("url_token");
