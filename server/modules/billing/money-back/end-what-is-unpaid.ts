import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { isLive } from "../rules.ts";
import { idOf } from "../stripe-values.ts";
import { syncSubscriptions } from "../sync-subscriptions.ts";
import { invoiceOfDispute, readDispute } from "./dispute.ts";

/**
 * A dispute that is lost takes back what was paid. Stripe lets the subscription run on and would charge the same card
 * again; it ends here, if the payment was for its present period. What was charged back of an earlier one stays ended,
 * and the periods paid since are not touched. Doing it again changes nothing.
 */
export async function endWhatIsUnpaid(ctx: Ctx, disputeId: string): Promise<void> {
  const dispute = await readDispute(ctx, disputeId);
  if (dispute.status !== "lost") return;
  const { client } = ctx.ports.stripe;
  const invoiceId = await invoiceOfDispute(client, dispute);
  const invoice = invoiceId && (await client.invoices.retrieve(invoiceId));
  if (!invoice || !isOfPresentPeriod(invoice, ctx.now())) return;
  const id = idOf(invoice.parent?.subscription_details?.subscription);
  if (!id) return;
  if (!isLive(await client.subscriptions.retrieve(id))) return;
  await client.subscriptions.cancel(
    id,
    { prorate: false, cancellation_details: { comment: `The payment was charged back: ${disputeId}.` } },
    { idempotencyKey: `dispute:${disputeId}` },
  );
  await syncSubscriptions(ctx);
}

const isOfPresentPeriod = ({ lines }: Stripe.Invoice, now: Date): boolean =>
  lines.data.some(({ period }) => period.end * 1000 > now.getTime());
