-- CreateTable
CREATE TABLE "catalogue_version" (
    "catalogue" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "published_by" TEXT,
    "restored_from" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalogue_version_pkey" PRIMARY KEY ("catalogue","version")
);

-- catalogue_version
ALTER TABLE "catalogue_version" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "catalogue_version" FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON "catalogue_version" TO marque_system;
CREATE POLICY system_scope ON "catalogue_version" TO marque_system USING (true) WITH CHECK (true);
