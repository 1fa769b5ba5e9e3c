-- CreateTable
CREATE TABLE "platform_outbox_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "dispatched_at" TIMESTAMPTZ(3),

    CONSTRAINT "platform_outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_link" (
    "id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "user_id" TEXT,
    "audience_tenant_id" TEXT,
    "origin" TEXT NOT NULL,
    "base_path" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "totp_factor" (
    "user_id" TEXT NOT NULL,
    "sealed_secret" TEXT NOT NULL,
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "backup_salt" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "totp_factor_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "backup_code" (
    "user_id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "backup_code_pkey" PRIMARY KEY ("user_id","code_hash")
);

-- CreateTable
CREATE TABLE "passkey" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "rp_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "name" TEXT NOT NULL,
    "is_synced" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "used_challenge" (
    "hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_challenge_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "sign_in_policy" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "require_two_factor" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sign_in_policy_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "slug_reservation" (
    "slug" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slug_reservation_pkey" PRIMARY KEY ("slug")
);

-- CreateIndex
CREATE INDEX "account_link_email_purpose_idx" ON "account_link"("email", "purpose");

-- CreateIndex
CREATE INDEX "account_link_expires_at_idx" ON "account_link"("expires_at");

-- CreateIndex
CREATE INDEX "passkey_user_id_idx" ON "passkey"("user_id");

-- CreateIndex
CREATE INDEX "used_challenge_expires_at_idx" ON "used_challenge"("expires_at");

-- AddForeignKey
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "totp_factor" ADD CONSTRAINT "totp_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backup_code" ADD CONSTRAINT "backup_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- platform_outbox_event
ALTER TABLE "platform_outbox_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "platform_outbox_event" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "platform_outbox_event" TO marque_system;
CREATE POLICY system_scope ON "platform_outbox_event" TO marque_system USING (true) WITH CHECK (true);

-- account_link
ALTER TABLE "account_link" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "account_link" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "account_link" TO marque_system;
CREATE POLICY system_scope ON "account_link" TO marque_system USING (true) WITH CHECK (true);

-- totp_factor
ALTER TABLE "totp_factor" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "totp_factor" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "totp_factor" TO marque_system;
CREATE POLICY system_scope ON "totp_factor" TO marque_system USING (true) WITH CHECK (true);

-- backup_code
ALTER TABLE "backup_code" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "backup_code" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "backup_code" TO marque_system;
CREATE POLICY system_scope ON "backup_code" TO marque_system USING (true) WITH CHECK (true);

-- passkey
ALTER TABLE "passkey" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "passkey" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "passkey" TO marque_system;
CREATE POLICY system_scope ON "passkey" TO marque_system USING (true) WITH CHECK (true);

-- used_challenge
ALTER TABLE "used_challenge" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "used_challenge" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "used_challenge" TO marque_system;
CREATE POLICY system_scope ON "used_challenge" TO marque_system USING (true) WITH CHECK (true);

-- sign_in_policy
ALTER TABLE "sign_in_policy" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sign_in_policy" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_policy" TO marque_system;
CREATE POLICY system_scope ON "sign_in_policy" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_policy" TO marque_app;
CREATE POLICY tenant_scope ON "sign_in_policy" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- slug_reservation
ALTER TABLE "slug_reservation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "slug_reservation" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "slug_reservation" TO marque_system;
CREATE POLICY system_scope ON "slug_reservation" TO marque_system USING (true) WITH CHECK (true);
