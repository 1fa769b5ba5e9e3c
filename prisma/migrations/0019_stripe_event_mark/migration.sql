-- CreateTable
CREATE TABLE "stripe_event_mark" (
    "id" TEXT NOT NULL,
    "read_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_event_mark_pkey" PRIMARY KEY ("id")
);

-- stripe_event_mark
ALTER TABLE "stripe_event_mark" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "stripe_event_mark" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON "stripe_event_mark" TO marque_system;
CREATE POLICY system_scope ON "stripe_event_mark" TO marque_system USING (true) WITH CHECK (true);
