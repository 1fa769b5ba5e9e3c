-- CreateTable
CREATE TABLE "usage_record" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "meter" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "overage" BIGINT NOT NULL DEFAULT 0,
    "billed_from" TIMESTAMPTZ(3),
    "source" TEXT NOT NULL,
    "subject" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_record_pkey" PRIMARY KEY ("tenant_id","meter","id")
);

-- CreateTable
CREATE TABLE "usage_alert" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "meter" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "threshold" INTEGER NOT NULL,
    "used" BIGINT NOT NULL,
    "limit" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_alert_pkey" PRIMARY KEY ("tenant_id","meter","window","starts_at","threshold")
);

-- CreateTable
CREATE TABLE "usage_setting" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "thresholds" INTEGER[],
    "is_mailed" BOOLEAN NOT NULL,
    "is_overage_on" BOOLEAN NOT NULL,
    "spend_cap_minor" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_setting_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "usage_report" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "meter" TEXT NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "quantity" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "usage_report_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "usage_record_recorded_at_idx" ON "usage_record"("recorded_at");

-- CreateIndex
CREATE INDEX "usage_alert_tenant_id_at_idx" ON "usage_alert"("tenant_id", "at");

-- CreateIndex
CREATE INDEX "usage_report_tenant_id_meter_period_start_idx" ON "usage_report"("tenant_id", "meter", "period_start");

-- CreateIndex
CREATE INDEX "usage_report_status_at_idx" ON "usage_report"("status", "at");

-- CreateIndex
CREATE INDEX "usage_count_window_starts_at_idx" ON "usage_count"("window", "starts_at");

-- usage_record
ALTER TABLE "usage_record" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "usage_record" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_record" TO marque_system;
CREATE POLICY system_scope ON "usage_record" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT ON "usage_record" TO marque_app;
CREATE POLICY tenant_scope ON "usage_record" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- usage_alert
ALTER TABLE "usage_alert" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "usage_alert" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_alert" TO marque_system;
CREATE POLICY system_scope ON "usage_alert" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT ON "usage_alert" TO marque_app;
CREATE POLICY tenant_scope ON "usage_alert" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- usage_setting
ALTER TABLE "usage_setting" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "usage_setting" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_setting" TO marque_system;
CREATE POLICY system_scope ON "usage_setting" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_setting" TO marque_app;
CREATE POLICY tenant_scope ON "usage_setting" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- usage_report
ALTER TABLE "usage_report" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "usage_report" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "usage_report" TO marque_system;
CREATE POLICY system_scope ON "usage_report" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT ON "usage_report" TO marque_app;
CREATE POLICY tenant_scope ON "usage_report" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- A counter is written far more often than it is made: with room on its page a new version needs no entry in an index.
ALTER TABLE "usage_count" SET (fillfactor = 50);
REVOKE INSERT, UPDATE, DELETE ON "usage_count" FROM marque_app;
