-- DropIndex
DROP INDEX "stripe_event_status_received_at_idx";

-- CreateIndex
CREATE INDEX "stripe_event_created_at_id_idx" ON "stripe_event"("created_at", "id");

-- CreateIndex
CREATE INDEX "stripe_event_status_created_at_id_idx" ON "stripe_event"("status", "created_at", "id");

