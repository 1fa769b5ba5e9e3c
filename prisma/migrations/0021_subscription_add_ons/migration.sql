-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "add_ons" JSONB NOT NULL DEFAULT '[]';

