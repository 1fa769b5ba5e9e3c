-- DropIndex
DROP INDEX "bot_status_idx";

-- CreateTable
CREATE TABLE "active_bot" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "market" TEXT NOT NULL,
    "timeframe" TEXT NOT NULL,
    "cursor" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "active_bot_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "tenant_home" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "schema_name" TEXT,
    "database_name" TEXT,
    "is_held" BOOLEAN NOT NULL DEFAULT false,
    "migration" TEXT,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenant_home_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "tenant_database" (
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenant_database_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "tenant_move" (
    "id" TEXT NOT NULL,
    "moved_tenant_id" TEXT NOT NULL,
    "from_home" JSONB NOT NULL,
    "to_home" JSONB NOT NULL,
    "step" TEXT NOT NULL,
    "report" JSONB,
    "failure" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenant_move_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenant_home_schema_name_key" ON "tenant_home"("schema_name");

-- CreateIndex
CREATE INDEX "tenant_move_moved_tenant_id_started_at_idx" ON "tenant_move"("moved_tenant_id", "started_at");

-- active_bot
ALTER TABLE "active_bot" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "active_bot" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "active_bot" TO marque_system;
CREATE POLICY system_scope ON "active_bot" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "active_bot" TO marque_app;
CREATE POLICY tenant_scope ON "active_bot" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- tenant_home
ALTER TABLE "tenant_home" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant_home" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "tenant_home" TO marque_system;
CREATE POLICY system_scope ON "tenant_home" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT ON "tenant_home" TO marque_app;
CREATE POLICY tenant_scope ON "tenant_home" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- tenant_database
ALTER TABLE "tenant_database" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant_database" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "tenant_database" TO marque_system;
CREATE POLICY system_scope ON "tenant_database" TO marque_system USING (true) WITH CHECK (true);

-- tenant_move
ALTER TABLE "tenant_move" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant_move" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "tenant_move" TO marque_system;
CREATE POLICY system_scope ON "tenant_move" TO marque_system USING (true) WITH CHECK (true);

-- The bots that are at work already. Forced row-level security would hide them from the owner.
ALTER TABLE "bot" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "active_bot" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "active_bot" ("tenant_id", "id", "status", "version", "market", "timeframe", "cursor")
SELECT "tenant_id", "id", "status", "version", "market", "timeframe", "cursor" FROM "bot"
WHERE "status" IN ('running', 'paused', 'stopping') AND "cursor" IS NOT NULL;
ALTER TABLE "active_bot" FORCE ROW LEVEL SECURITY;
ALTER TABLE "bot" FORCE ROW LEVEL SECURITY;
