-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "is_vouched" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "invited_by" TEXT;

