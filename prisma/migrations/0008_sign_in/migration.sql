-- AlterTable
ALTER TABLE "handoff_code" ADD COLUMN     "session_id" TEXT;

-- CreateTable
CREATE TABLE "sign_in_ticket" (
    "ticket_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "host_tenant_id" TEXT,
    "is_remembered" BOOLEAN NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_ticket_pkey" PRIMARY KEY ("ticket_hash")
);

-- CreateTable
CREATE TABLE "known_device" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("token_hash","user_id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "known_device_user_id_idx" ON "known_device"("user_id");

-- CreateIndex
CREATE INDEX "sign_in_throttle_last_attempt_at_idx" ON "sign_in_throttle"("last_attempt_at");

-- AddForeignKey
ALTER TABLE "sign_in_ticket" ADD CONSTRAINT "sign_in_ticket_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- sign_in_ticket
ALTER TABLE "sign_in_ticket" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sign_in_ticket" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_ticket" TO marque_system;
CREATE POLICY system_scope ON "sign_in_ticket" TO marque_system USING (true) WITH CHECK (true);

-- known_device
ALTER TABLE "known_device" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "known_device" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "known_device" TO marque_system;
CREATE POLICY system_scope ON "known_device" TO marque_system USING (true) WITH CHECK (true);

-- sign_in_throttle
ALTER TABLE "sign_in_throttle" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sign_in_throttle" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_throttle" TO marque_system;
CREATE POLICY system_scope ON "sign_in_throttle" TO marque_system USING (true) WITH CHECK (true);
