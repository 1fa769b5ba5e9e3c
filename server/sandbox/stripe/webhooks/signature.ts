import { createHmac } from "node:crypto";

/** The `Stripe-Signature` header of a body sent at `seconds` (Unix). Source: docs.stripe.com/webhooks/signature. */
export function signatureHeader(body: string, secret: string, seconds: number): string {
  const digest = createHmac("sha256", secret).update(`${seconds}.${body}`, "utf8").digest("hex");
  return `t=${seconds},v1=${digest}`;
}
