-- What the schema language cannot say. The engine splits this text at every semicolon, so none in comments or bodies.

-- A host belongs to one tenant once it is verified, while unverified claims may compete.
CREATE UNIQUE INDEX "domain_verified_host_key" ON "domain" ("host") WHERE "verified_at" IS NOT NULL;

CREATE INDEX "outbox_event_pending_idx" ON "outbox_event" ("created_at") WHERE "dispatched_at" IS NULL;

GRANT USAGE ON SCHEMA public TO marque_app, marque_system;
