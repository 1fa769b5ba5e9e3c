import { z } from "zod";
import type { Subscriber } from "#server/kernel/background.ts";
import { readStripeEvent } from "../billing/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { mailOperators } from "./mail-operators.ts";
import type { OwnersNotice } from "./mail-owners.ts";
import {
  disputeClosedForOperators,
  disputeForOperators,
  overpaidForOperators,
  refundFailedForOperators,
} from "./money-back-words.ts";

const Dispute = z.object({
  id: z.string(),
  amount: z.number(),
  currency: z.string(),
  reason: z.string(),
  status: z.string(),
  evidence_details: z.object({ due_by: z.number().nullable() }),
});
const Refund = z.object({ id: z.string(), amount: z.number(), currency: z.string() });
const Invoice = z.object({ id: z.string(), total: z.number(), currency: z.string() });

/** Tells operators what of a tenant's money needs a person: disputes, refunds that failed, invoices paid twice. */
export const tellOperators: Subscriber = {
  name: "tell-operators",
  events: ["stripe.eventReceived"],
  async run(ports, event) {
    if (event.isReplay) return;
    const said = await readStripeEvent(ports, String(event.stripeEventId));
    const tenant = said && (await resolveTenant(ports, { id: event.tenantId }));
    const notice = tenant && noticeOf(said.type, said.object, tenant.slug);
    if (notice) await mailOperators(ports, event, notice);
  },
};

function noticeOf(type: string, object: unknown, tenant: string): OwnersNotice | null {
  switch (type) {
    case "charge.dispute.created": {
      const { id, amount, currency, reason, evidence_details } = Dispute.parse(object);
      const answerBy = evidence_details.due_by === null ? null : new Date(evidence_details.due_by * 1000);
      const money = { amountMinor: amount, currency };
      return disputeForOperators({ tenant, money }, { id, reason, answerBy });
    }
    case "charge.dispute.closed": {
      const { id, amount, currency, status } = Dispute.parse(object);
      return disputeClosedForOperators({ tenant, money: { amountMinor: amount, currency } }, { id, status });
    }
    case "refund.failed": {
      const { id, amount, currency } = Refund.parse(object);
      return refundFailedForOperators({ tenant, money: { amountMinor: amount, currency } }, id);
    }
    case "invoice.overpaid": {
      const { id, total, currency } = Invoice.parse(object);
      return overpaidForOperators({ tenant, money: { amountMinor: total, currency } }, id);
    }
    default:
      return null;
  }
}
