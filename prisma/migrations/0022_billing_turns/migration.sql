-- AlterTable
ALTER TABLE "billing_customer" ADD COLUMN     "changing_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "overage" JSONB NOT NULL DEFAULT '[]';

