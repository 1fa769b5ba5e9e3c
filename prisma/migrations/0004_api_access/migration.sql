-- CreateTable
CREATE TABLE "api_key" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "scopes" TEXT[],
    "allowed_addresses" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "replaced_by" TEXT,
    "last_used_at" TIMESTAMPTZ(3),
    "last_address" TEXT NOT NULL DEFAULT '',
    "known_networks" TEXT[],

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "refresh_family" (
    "session_id" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL,
    "idle_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "client" TEXT NOT NULL,

    CONSTRAINT "refresh_family_pkey" PRIMARY KEY ("session_id")
);

-- CreateTable
CREATE TABLE "usage_count" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "meter" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "used" BIGINT NOT NULL,

    CONSTRAINT "usage_count_pkey" PRIMARY KEY ("tenant_id","meter","window","starts_at")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_tenant_id_key_hash_key" ON "api_key"("tenant_id", "key_hash");

-- AddForeignKey
ALTER TABLE "refresh_family" ADD CONSTRAINT "refresh_family_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- api_key
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "api_key" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "api_key" TO marque_system;
CREATE POLICY system_scope ON "api_key" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "api_key" TO marque_app;
CREATE POLICY tenant_scope ON "api_key" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- refresh_family
ALTER TABLE "refresh_family" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "refresh_family" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "refresh_family" TO marque_system;
CREATE POLICY system_scope ON "refresh_family" TO marque_system USING (true) WITH CHECK (true);

-- usage_count
ALTER TABLE "usage_count" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "usage_count" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_count" TO marque_system;
CREATE POLICY system_scope ON "usage_count" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_count" TO marque_app;
CREATE POLICY tenant_scope ON "usage_count" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- Two keys in use are not called the same, unless one is taking the other's place.
CREATE UNIQUE INDEX "api_key_live_name" ON "api_key" ("tenant_id", lower("name")) WHERE "revoked_at" IS NULL AND "replaced_by" IS NULL;
