-- CreateTable
CREATE TABLE "sso_connection" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "sealed_secret" TEXT,
    "is_enabled" BOOLEAN NOT NULL DEFAULT false,
    "is_enforced" BOOLEAN NOT NULL DEFAULT false,
    "allow_jit" BOOLEAN NOT NULL DEFAULT true,
    "default_role" TEXT NOT NULL DEFAULT 'viewer',
    "group_roles" JSONB NOT NULL DEFAULT '[]',
    "tested_at" TIMESTAMPTZ(3),
    "scim_token_hash" TEXT,
    "scim_token_at" TIMESTAMPTZ(3),
    "scim_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sso_connection_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "sso_domain" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sso_domain_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "sso_flow" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "next" TEXT NOT NULL,
    "tester_id" TEXT,
    "request_id" TEXT,
    "identity" JSONB,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sso_flow_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "directory_person" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "subject" TEXT,
    "user_name" TEXT,
    "external_id" TEXT,
    "email" TEXT NOT NULL DEFAULT '',
    "display_name" TEXT NOT NULL DEFAULT '',
    "given_name" TEXT NOT NULL DEFAULT '',
    "family_name" TEXT NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "signed_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "directory_person_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "directory_group" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "external_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "directory_group_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "directory_group_member" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "group_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "directory_group_member_pkey" PRIMARY KEY ("tenant_id","group_id","person_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sso_connection_scim_token_hash_key" ON "sso_connection"("scim_token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sso_connection_tenant_id_key" ON "sso_connection"("tenant_id");

-- CreateIndex
CREATE UNIQUE INDEX "sso_domain_tenant_id_domain_key" ON "sso_domain"("tenant_id", "domain");

-- CreateIndex
CREATE INDEX "sso_flow_tenant_id_expires_at_idx" ON "sso_flow"("tenant_id", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "directory_person_tenant_id_user_id_key" ON "directory_person"("tenant_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "directory_person_tenant_id_subject_key" ON "directory_person"("tenant_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "directory_person_tenant_id_user_name_key" ON "directory_person"("tenant_id", "user_name");

-- CreateIndex
CREATE UNIQUE INDEX "directory_group_tenant_id_display_name_key" ON "directory_group"("tenant_id", "display_name");

-- CreateIndex
CREATE INDEX "directory_group_member_tenant_id_person_id_idx" ON "directory_group_member"("tenant_id", "person_id");

-- AddForeignKey
ALTER TABLE "sso_flow" ADD CONSTRAINT "sso_flow_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "sso_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_person" ADD CONSTRAINT "directory_person_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "sso_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_group" ADD CONSTRAINT "directory_group_tenant_id_connection_id_fkey" FOREIGN KEY ("tenant_id", "connection_id") REFERENCES "sso_connection"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_group_member" ADD CONSTRAINT "directory_group_member_tenant_id_group_id_fkey" FOREIGN KEY ("tenant_id", "group_id") REFERENCES "directory_group"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_group_member" ADD CONSTRAINT "directory_group_member_tenant_id_person_id_fkey" FOREIGN KEY ("tenant_id", "person_id") REFERENCES "directory_person"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- sso_connection
ALTER TABLE "sso_connection" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sso_connection" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sso_connection" TO marque_system;
CREATE POLICY system_scope ON "sso_connection" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "sso_connection" TO marque_app;
CREATE POLICY tenant_scope ON "sso_connection" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- sso_domain
ALTER TABLE "sso_domain" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sso_domain" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sso_domain" TO marque_system;
CREATE POLICY system_scope ON "sso_domain" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "sso_domain" TO marque_app;
CREATE POLICY tenant_scope ON "sso_domain" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- sso_flow
ALTER TABLE "sso_flow" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sso_flow" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sso_flow" TO marque_system;
CREATE POLICY system_scope ON "sso_flow" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "sso_flow" TO marque_app;
CREATE POLICY tenant_scope ON "sso_flow" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- directory_person
ALTER TABLE "directory_person" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "directory_person" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "directory_person" TO marque_system;
CREATE POLICY system_scope ON "directory_person" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "directory_person" TO marque_app;
CREATE POLICY tenant_scope ON "directory_person" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- directory_group
ALTER TABLE "directory_group" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "directory_group" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "directory_group" TO marque_system;
CREATE POLICY system_scope ON "directory_group" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "directory_group" TO marque_app;
CREATE POLICY tenant_scope ON "directory_group" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- directory_group_member
ALTER TABLE "directory_group_member" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "directory_group_member" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "directory_group_member" TO marque_system;
CREATE POLICY system_scope ON "directory_group_member" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "directory_group_member" TO marque_app;
CREATE POLICY tenant_scope ON "directory_group_member" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));
