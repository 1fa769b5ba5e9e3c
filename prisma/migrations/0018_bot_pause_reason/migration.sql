-- AlterTable
ALTER TABLE "bot" ADD COLUMN     "pause_reason" TEXT;

