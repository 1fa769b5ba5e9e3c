-- CreateTable
CREATE TABLE "arrears_notice" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "subscription_id" TEXT NOT NULL,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "step" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "arrears_notice_pkey" PRIMARY KEY ("tenant_id","subscription_id","deadline","step")
);

-- arrears_notice
ALTER TABLE "arrears_notice" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "arrears_notice" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "arrears_notice" TO marque_system;
CREATE POLICY system_scope ON "arrears_notice" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "arrears_notice" TO marque_app;
CREATE POLICY tenant_scope ON "arrears_notice" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));
