-- AlterTable
ALTER TABLE "domain" ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "found" JSONB,
ADD COLUMN     "is_primary" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "next_check_at" TIMESTAMPTZ(3),
ADD COLUMN     "stopped_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "domain_next_check_at_idx" ON "domain"("next_check_at");

CREATE UNIQUE INDEX "domain_primary_key" ON "domain" ("tenant_id") WHERE "is_primary";

-- Finds what lies below a name: `reverse(host) like 'moc.emca.%'`.
CREATE INDEX "domain_verified_reversed_host_idx" ON "domain" (reverse("host") text_pattern_ops) WHERE "verified_at" IS NOT NULL;

-- A tenant's connection can claim a host and give it up, never declare it proven.
REVOKE INSERT, UPDATE ON "domain" FROM marque_app;
GRANT INSERT ("tenant_id", "id", "host", "token", "failures", "is_primary", "next_check_at", "created_at") ON "domain" TO marque_app;
GRANT UPDATE ("is_primary") ON "domain" TO marque_app;
