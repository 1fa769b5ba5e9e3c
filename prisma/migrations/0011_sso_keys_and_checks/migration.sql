-- AlterTable
ALTER TABLE "sso_connection" ADD COLUMN     "certificates" JSONB;

-- AlterTable
ALTER TABLE "sso_domain" ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "next_check_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "problem" TEXT,
ADD COLUMN     "stopped_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "sso_domain_next_check_at_idx" ON "sso_domain"("next_check_at");

