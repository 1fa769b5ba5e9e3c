-- CreateTable
CREATE TABLE "invitation" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "grants" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "denials" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "token_hash" TEXT NOT NULL,
    "invited_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "send_count" INTEGER NOT NULL DEFAULT 1,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- invitation
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "invitation" TO marque_system;
CREATE POLICY system_scope ON "invitation" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "invitation" TO marque_app;
CREATE POLICY tenant_scope ON "invitation" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- Two invitations of one address at once: one of them wins.
CREATE UNIQUE INDEX "invitation_open_email_key" ON "invitation" ("tenant_id", "email") WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;
