-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "audit_log" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "platform_audit_log" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "platform_audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "dispatched_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "host_tenant_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handoff_code" (
    "code_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "audience_tenant_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "handoff_code_pkey" PRIMARY KEY ("code_hash")
);

-- CreateTable
CREATE TABLE "backtest" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "source" JSONB NOT NULL,
    "source_label" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "settings" JSONB NOT NULL,
    "metrics" JSONB,
    "report" BYTEA,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "backtest_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "billing_customer" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "stripe_customer_id" TEXT NOT NULL,
    "issued_ticket" INTEGER NOT NULL DEFAULT 0,
    "applied_ticket" INTEGER NOT NULL DEFAULT 0,
    "trial_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_customer_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "plan" TEXT,
    "interval" TEXT,
    "currency" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "current_period_start" TIMESTAMPTZ(3) NOT NULL,
    "current_period_end" TIMESTAMPTZ(3) NOT NULL,
    "trial_end" TIMESTAMPTZ(3),
    "cancel_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "past_due_since" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "checkout_session" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "stripe_id" TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    "interval" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "return_url" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkout_session_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "api_version" TEXT,
    "object_id" TEXT,
    "bound_tenant_id" TEXT,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bot" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "venue" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "timeframe" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "settings" JSONB NOT NULL,
    "backtest_id" TEXT,
    "halt" TEXT,
    "run" JSONB,
    "cursor" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "cash" DOUBLE PRECISION NOT NULL,
    "quantity" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "entry_price" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "bot_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "bot_order" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "quantity" TEXT,
    "budget" TEXT,
    "price" TEXT,
    "group" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "fill_count" INTEGER NOT NULL DEFAULT 0,
    "filled" TEXT NOT NULL DEFAULT '0',
    "average_price" DOUBLE PRECISION,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bot_order_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "bot_fill" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL,
    "price" TEXT NOT NULL,
    "quantity" TEXT NOT NULL,
    "fee" TEXT NOT NULL,
    "fee_currency" TEXT NOT NULL,

    CONSTRAINT "bot_fill_pkey" PRIMARY KEY ("tenant_id","bot_id","id")
);

-- CreateTable
CREATE TABLE "bot_trade" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "entry_time" TIMESTAMPTZ(3) NOT NULL,
    "exit_time" TIMESTAMPTZ(3) NOT NULL,
    "entry_price" DOUBLE PRECISION NOT NULL,
    "exit_price" DOUBLE PRECISION NOT NULL,
    "quantity" DOUBLE PRECISION NOT NULL,
    "fees" DOUBLE PRECISION NOT NULL,
    "pnl" DOUBLE PRECISION NOT NULL,
    "return_pct" DOUBLE PRECISION NOT NULL,
    "exit_reason" TEXT NOT NULL,
    "tag" TEXT,

    CONSTRAINT "bot_trade_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "bot_holding" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL,
    "cash" DOUBLE PRECISION NOT NULL,
    "quantity" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "bot_holding_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "bot_note" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "bot_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT NOT NULL,
    "detail" TEXT,

    CONSTRAINT "bot_note_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "branding" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "company_name" TEXT NOT NULL,
    "theme" JSONB NOT NULL,
    "logo_hash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "branding_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "asset" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "hash" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("tenant_id","hash")
);

-- CreateTable
CREATE TABLE "entitlement_override" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "window" TEXT NOT NULL DEFAULT 'none',
    "value" INTEGER,
    "is_granted" BOOLEAN,
    "reason" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "entitlement_override_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "dataset" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bars" INTEGER NOT NULL,
    "timeframe_ms" DOUBLE PRECISION NOT NULL,
    "first_time" TIMESTAMPTZ(3) NOT NULL,
    "last_time" TIMESTAMPTZ(3) NOT NULL,
    "columns" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "domain" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "domain_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "membership" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "demo_account" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "id" TEXT NOT NULL,
    "balances" JSONB NOT NULL,

    CONSTRAINT "demo_account_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "demo_order" (
    "tenant_id" TEXT NOT NULL DEFAULT current_setting('app.tenant_id'::text, true),
    "account_id" TEXT NOT NULL,
    "client_order_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "demo_order_pkey" PRIMARY KEY ("tenant_id","account_id","client_order_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_email_key" ON "app_user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "backtest_tenant_id_created_at_idx" ON "backtest"("tenant_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "backtest_tenant_id_request_id_key" ON "backtest"("tenant_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "billing_customer_stripe_customer_id_key" ON "billing_customer"("stripe_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_session_tenant_id_stripe_id_key" ON "checkout_session"("tenant_id", "stripe_id");

-- CreateIndex
CREATE INDEX "stripe_event_status_received_at_idx" ON "stripe_event"("status", "received_at");

-- CreateIndex
CREATE INDEX "bot_status_idx" ON "bot"("status");

-- CreateIndex
CREATE UNIQUE INDEX "bot_tenant_id_request_id_key" ON "bot"("tenant_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "bot_order_tenant_id_bot_id_number_key" ON "bot_order"("tenant_id", "bot_id", "number");

-- CreateIndex
CREATE INDEX "bot_trade_tenant_id_bot_id_id_idx" ON "bot_trade"("tenant_id", "bot_id", "id");

-- CreateIndex
CREATE INDEX "bot_holding_tenant_id_bot_id_id_idx" ON "bot_holding"("tenant_id", "bot_id", "id");

-- CreateIndex
CREATE INDEX "bot_note_tenant_id_bot_id_id_idx" ON "bot_note"("tenant_id", "bot_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "entitlement_override_tenant_id_kind_key_window_key" ON "entitlement_override"("tenant_id", "kind", "key", "window");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "domain_tenant_id_host_key" ON "domain"("tenant_id", "host");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_tenant_id_user_id_key" ON "membership"("tenant_id", "user_id");

-- CreateIndex
CREATE INDEX "demo_order_tenant_id_account_id_status_idx" ON "demo_order"("tenant_id", "account_id", "status");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handoff_code" ADD CONSTRAINT "handoff_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bot_order" ADD CONSTRAINT "bot_order_tenant_id_bot_id_fkey" FOREIGN KEY ("tenant_id", "bot_id") REFERENCES "bot"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bot_fill" ADD CONSTRAINT "bot_fill_tenant_id_bot_id_fkey" FOREIGN KEY ("tenant_id", "bot_id") REFERENCES "bot"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bot_trade" ADD CONSTRAINT "bot_trade_tenant_id_bot_id_fkey" FOREIGN KEY ("tenant_id", "bot_id") REFERENCES "bot"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bot_holding" ADD CONSTRAINT "bot_holding_tenant_id_bot_id_fkey" FOREIGN KEY ("tenant_id", "bot_id") REFERENCES "bot"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bot_note" ADD CONSTRAINT "bot_note_tenant_id_bot_id_fkey" FOREIGN KEY ("tenant_id", "bot_id") REFERENCES "bot"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demo_order" ADD CONSTRAINT "demo_order_tenant_id_account_id_fkey" FOREIGN KEY ("tenant_id", "account_id") REFERENCES "demo_account"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- audit_log
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "audit_log" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "audit_log" TO marque_system;
CREATE POLICY system_scope ON "audit_log" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON "audit_log" TO marque_app;
CREATE POLICY tenant_scope ON "audit_log" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- platform_audit_log
ALTER TABLE "platform_audit_log" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "platform_audit_log" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "platform_audit_log" TO marque_system;
CREATE POLICY system_scope ON "platform_audit_log" TO marque_system USING (true) WITH CHECK (true);

-- outbox_event
ALTER TABLE "outbox_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "outbox_event" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "outbox_event" TO marque_system;
CREATE POLICY system_scope ON "outbox_event" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "outbox_event" TO marque_app;
CREATE POLICY tenant_scope ON "outbox_event" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- app_user
ALTER TABLE "app_user" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "app_user" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "app_user" TO marque_system;
CREATE POLICY system_scope ON "app_user" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT ("id", "name", "email") ON "app_user" TO marque_app;
CREATE POLICY tenant_scope ON "app_user" FOR SELECT TO marque_app USING (exists (select 1 from membership m where m.user_id = app_user.id));

-- session
ALTER TABLE "session" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "session" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "session" TO marque_system;
CREATE POLICY system_scope ON "session" TO marque_system USING (true) WITH CHECK (true);

-- handoff_code
ALTER TABLE "handoff_code" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "handoff_code" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "handoff_code" TO marque_system;
CREATE POLICY system_scope ON "handoff_code" TO marque_system USING (true) WITH CHECK (true);

-- backtest
ALTER TABLE "backtest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "backtest" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "backtest" TO marque_system;
CREATE POLICY system_scope ON "backtest" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "backtest" TO marque_app;
CREATE POLICY tenant_scope ON "backtest" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- billing_customer
ALTER TABLE "billing_customer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "billing_customer" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "billing_customer" TO marque_system;
CREATE POLICY system_scope ON "billing_customer" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "billing_customer" TO marque_app;
CREATE POLICY tenant_scope ON "billing_customer" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- subscription
ALTER TABLE "subscription" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "subscription" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "subscription" TO marque_system;
CREATE POLICY system_scope ON "subscription" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "subscription" TO marque_app;
CREATE POLICY tenant_scope ON "subscription" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- checkout_session
ALTER TABLE "checkout_session" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "checkout_session" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "checkout_session" TO marque_system;
CREATE POLICY system_scope ON "checkout_session" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "checkout_session" TO marque_app;
CREATE POLICY tenant_scope ON "checkout_session" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- stripe_event
ALTER TABLE "stripe_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "stripe_event" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "stripe_event" TO marque_system;
CREATE POLICY system_scope ON "stripe_event" TO marque_system USING (true) WITH CHECK (true);

-- bot
ALTER TABLE "bot" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bot" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot" TO marque_system;
CREATE POLICY system_scope ON "bot" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot" TO marque_app;
CREATE POLICY tenant_scope ON "bot" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- bot_order
ALTER TABLE "bot_order" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bot_order" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_order" TO marque_system;
CREATE POLICY system_scope ON "bot_order" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_order" TO marque_app;
CREATE POLICY tenant_scope ON "bot_order" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- bot_fill
ALTER TABLE "bot_fill" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bot_fill" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_fill" TO marque_system;
CREATE POLICY system_scope ON "bot_fill" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_fill" TO marque_app;
CREATE POLICY tenant_scope ON "bot_fill" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- bot_trade
ALTER TABLE "bot_trade" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bot_trade" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_trade" TO marque_system;
CREATE POLICY system_scope ON "bot_trade" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_trade" TO marque_app;
CREATE POLICY tenant_scope ON "bot_trade" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- bot_holding
ALTER TABLE "bot_holding" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bot_holding" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_holding" TO marque_system;
CREATE POLICY system_scope ON "bot_holding" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_holding" TO marque_app;
CREATE POLICY tenant_scope ON "bot_holding" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- bot_note
ALTER TABLE "bot_note" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bot_note" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_note" TO marque_system;
CREATE POLICY system_scope ON "bot_note" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "bot_note" TO marque_app;
CREATE POLICY tenant_scope ON "bot_note" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- branding
ALTER TABLE "branding" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "branding" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "branding" TO marque_system;
CREATE POLICY system_scope ON "branding" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "branding" TO marque_app;
CREATE POLICY tenant_scope ON "branding" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- asset
ALTER TABLE "asset" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "asset" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "asset" TO marque_system;
CREATE POLICY system_scope ON "asset" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "asset" TO marque_app;
CREATE POLICY tenant_scope ON "asset" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- entitlement_override
ALTER TABLE "entitlement_override" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "entitlement_override" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "entitlement_override" TO marque_system;
CREATE POLICY system_scope ON "entitlement_override" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "entitlement_override" TO marque_app;
CREATE POLICY tenant_scope ON "entitlement_override" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- dataset
ALTER TABLE "dataset" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "dataset" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "dataset" TO marque_system;
CREATE POLICY system_scope ON "dataset" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "dataset" TO marque_app;
CREATE POLICY tenant_scope ON "dataset" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- tenant
ALTER TABLE "tenant" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tenant" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "tenant" TO marque_system;
CREATE POLICY system_scope ON "tenant" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON "tenant" TO marque_app;
CREATE POLICY tenant_scope ON "tenant" TO marque_app USING ("id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- domain
ALTER TABLE "domain" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "domain" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "domain" TO marque_system;
CREATE POLICY system_scope ON "domain" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "domain" TO marque_app;
CREATE POLICY tenant_scope ON "domain" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- membership
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "membership" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "membership" TO marque_system;
CREATE POLICY system_scope ON "membership" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "membership" TO marque_app;
CREATE POLICY tenant_scope ON "membership" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- demo_account
ALTER TABLE "demo_account" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "demo_account" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "demo_account" TO marque_system;
CREATE POLICY system_scope ON "demo_account" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "demo_account" TO marque_app;
CREATE POLICY tenant_scope ON "demo_account" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- demo_order
ALTER TABLE "demo_order" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "demo_order" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "demo_order" TO marque_system;
CREATE POLICY system_scope ON "demo_order" TO marque_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "demo_order" TO marque_app;
CREATE POLICY tenant_scope ON "demo_order" TO marque_app USING ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), ''))) WITH CHECK ("tenant_id" = (select nullif(current_setting('app.tenant_id', true), '')));

-- What the schema language cannot say. The engine splits this text at every semicolon, so none in comments or bodies.

-- A host belongs to one tenant once it is verified, while unverified claims may compete.
CREATE UNIQUE INDEX "domain_verified_host_key" ON "domain" ("host") WHERE "verified_at" IS NOT NULL;

CREATE INDEX "outbox_event_pending_idx" ON "outbox_event" ("created_at") WHERE "dispatched_at" IS NULL;

GRANT USAGE ON SCHEMA public TO marque_app, marque_system;
