-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "is_change_pending" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "scheduled_at" TIMESTAMPTZ(3),
ADD COLUMN     "scheduled_interval" TEXT,
ADD COLUMN     "scheduled_plan" TEXT;

