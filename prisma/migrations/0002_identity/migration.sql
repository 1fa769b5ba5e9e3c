-- AlterTable
-- Rows from before the chain keep their order and an empty hash. A sequence fills them, because row-level security
-- hides them from an UPDATE by the owner.
CREATE SEQUENCE "audit_log_before_chain";
ALTER TABLE "audit_log" ADD COLUMN     "address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "previous_hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "seq" BIGINT NOT NULL DEFAULT nextval('audit_log_before_chain'),
ADD COLUMN     "user_agent" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "user_id" TEXT;

ALTER TABLE "audit_log" ALTER COLUMN "hash" DROP DEFAULT, ALTER COLUMN "previous_hash" DROP DEFAULT, ALTER COLUMN "seq" DROP DEFAULT;
DROP SEQUENCE "audit_log_before_chain";

-- AlterTable
-- Rows from before the chain keep their order and an empty hash. A sequence fills them, because row-level security
-- hides them from an UPDATE by the owner.
CREATE SEQUENCE "platform_audit_log_before_chain";
ALTER TABLE "platform_audit_log" ADD COLUMN     "address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "previous_hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "seq" BIGINT NOT NULL DEFAULT nextval('platform_audit_log_before_chain'),
ADD COLUMN     "user_agent" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "user_id" TEXT;

ALTER TABLE "platform_audit_log" ALTER COLUMN "hash" DROP DEFAULT, ALTER COLUMN "previous_hash" DROP DEFAULT, ALTER COLUMN "seq" DROP DEFAULT;
DROP SEQUENCE "platform_audit_log_before_chain";

-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "email_verified_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_operator" BOOLEAN NOT NULL DEFAULT false,
ALTER COLUMN "password_hash" DROP NOT NULL;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "address" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "authenticated_at" TIMESTAMPTZ(3),
ADD COLUMN     "country" TEXT,
ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3),
ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'password',
ADD COLUMN     "second_factor_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "handoff_code" ADD COLUMN     "verifier_hash" TEXT;

-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "erase_after" TIMESTAMPTZ(3),
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3),
ADD COLUMN     "suspended_reason" TEXT;

-- AlterTable
ALTER TABLE "domain" ADD COLUMN     "checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "problem" TEXT,
ADD COLUMN     "token" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "denials" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "grants" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'owner';

-- CreateTable
CREATE TABLE "audit_head" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "platform_audit_head" (
    "id" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "platform_audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vault_key" (
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "master_key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vault_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "vault_key_owner_created_at_idx" ON "vault_key"("owner", "created_at");

-- CreateIndex
CREATE INDEX "audit_log_tenant_id_user_id_seq_idx" ON "audit_log"("tenant_id", "user_id", "seq");

-- CreateIndex
CREATE INDEX "audit_log_tenant_id_verb_seq_idx" ON "audit_log"("tenant_id", "verb", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "audit_log_tenant_id_seq_key" ON "audit_log"("tenant_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "platform_audit_log_seq_key" ON "platform_audit_log"("seq");

-- CreateIndex
CREATE INDEX "platform_audit_log_user_id_seq_idx" ON "platform_audit_log"("user_id", "seq");

-- audit_head
ALTER TABLE "audit_head" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_head" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "audit_head" TO marque_system;
CREATE POLICY system_scope ON "audit_head" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "audit_head" TO marque_app;
CREATE POLICY tenant_scope ON "audit_head" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- platform_audit_head
ALTER TABLE "platform_audit_head" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "platform_audit_head" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "platform_audit_head" TO marque_system;
CREATE POLICY system_scope ON "platform_audit_head" TO marque_system USING (true) WITH CHECK (true);

-- vault_key
ALTER TABLE "vault_key" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "vault_key" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "vault_key" TO marque_system;
CREATE POLICY system_scope ON "vault_key" TO marque_system USING (true) WITH CHECK (true);
