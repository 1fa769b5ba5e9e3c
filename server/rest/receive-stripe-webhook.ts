import type { Ports } from "#server/kernel/ctx.ts";
import { receiveStripeEvent, verifyStripeEvent } from "#server/modules/billing/index.ts";
import { receiveUsageErrors } from "#server/modules/usage/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";

const MAX_BODY_BYTES = 1_000_000;

/** Stripe's way in. 404 when no secret is set, 400 for anything Stripe did not sign for us, else 200. */
export function receiveStripeWebhook(request: Request): Promise<Response> {
  return answerStripeWebhook(installedPorts(), request);
}

export async function answerStripeWebhook(ports: Ports, request: Request): Promise<Response> {
  if (ports.stripe.webhookSecrets.length === 0) return answer(404, "not found");
  const body = await readText(request, MAX_BODY_BYTES);
  const signature = request.headers.get("stripe-signature");
  if (body && signature && isThin(body)) {
    const taken = await receiveUsageErrors(ports, body, signature);
    return taken === null ? answer(400, "not a signed event") : answer(200, "done");
  }
  const event = body && signature ? await verifyStripeEvent(ports, body, signature) : null;
  if (!body || !event) return answer(400, "not a signed event");
  return answer(200, await receiveStripeEvent(ports, event, body));
}

/** Whether it says to be of API v2; its signature proves it. */
const isThin = (body: string): boolean => /"object"\s*:\s*"v2\.core\.event"/.test(body.slice(0, 4_000));

const answer = (status: number, said: string): Response => Response.json({ status: said }, { status });

/** @returns null when the body is longer, however long it claims to be; what is beyond is not read. */
async function readText(request: Request, maxBytes: number): Promise<string | null> {
  const declared = request.headers.get("content-length");
  if (declared !== null && Number(declared) > maxBytes) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
