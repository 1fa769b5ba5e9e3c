-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "erase_requested_by" TEXT,
ADD COLUMN     "grace_until" TIMESTAMPTZ(3),
ADD COLUMN     "provision_hash" TEXT,
ADD COLUMN     "suspended_note" TEXT;

-- CreateTable
CREATE TABLE "plan_grant" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "plan" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_grant_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "tenant_tombstone" (
    "id_hash" TEXT NOT NULL,
    "slug_hash" TEXT NOT NULL,
    "slug_free_after" TIMESTAMPTZ(3) NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,
    "erased_by" TEXT NOT NULL,

    CONSTRAINT "tenant_tombstone_pkey" PRIMARY KEY ("id_hash")
);

-- CreateIndex
CREATE INDEX "tenant_tombstone_slug_hash_idx" ON "tenant_tombstone"("slug_hash");

-- plan_grant
ALTER TABLE "plan_grant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "plan_grant" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "plan_grant" TO marque_system;
CREATE POLICY system_scope ON "plan_grant" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "plan_grant" TO marque_app;
CREATE POLICY tenant_scope ON "plan_grant" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- tenant_tombstone
ALTER TABLE "tenant_tombstone" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant_tombstone" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "tenant_tombstone" TO marque_system;
CREATE POLICY system_scope ON "tenant_tombstone" TO marque_system USING (true) WITH CHECK (true);
