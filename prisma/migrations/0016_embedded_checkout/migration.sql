-- AlterTable
ALTER TABLE "checkout_session" ALTER COLUMN "url" DROP NOT NULL;

