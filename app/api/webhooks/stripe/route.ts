import { receiveStripeWebhook } from "#server/rest/receive-stripe-webhook.ts";

export const dynamic = "force-dynamic";

export const POST = receiveStripeWebhook;
