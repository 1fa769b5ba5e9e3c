import { catalogueEvents } from "./catalogue.ts";
import { checkoutSessionEvents } from "./checkout-sessions.ts";
import { customerEvents } from "./customers.ts";
import { disputeEvents } from "./disputes.ts";
import type { PlatformStripeEventFamily, StripeEventFamily } from "./family.ts";
import { invoiceEvents } from "./invoices.ts";
import { moneyBackEvents } from "./money-back.ts";
import { paymentMethodEvents } from "./payment-methods.ts";
import { paymentEvents } from "./payments.ts";
import { subscriptionEvents } from "./subscriptions.ts";

export type { StripeEventFamily } from "./family.ts";
export type Family = StripeEventFamily | PlatformStripeEventFamily;

// Which types are left out on purpose, and why: docs/decisions/2026-11-21-stripe-events.md.
const families: readonly Family[] = [
  catalogueEvents,
  checkoutSessionEvents,
  customerEvents,
  disputeEvents,
  invoiceEvents,
  moneyBackEvents,
  paymentEvents,
  paymentMethodEvents,
  subscriptionEvents,
];

const byType = new Map<string, Family>(
  families.flatMap((family) => family.types.map((type) => [type, family] as const)),
);

/** Who acts on events of this type, if anyone does. */
export const familyOf = (type: string): Family | undefined => byType.get(type);

/** Whether objects of this family do not say whose they are. */
export const namesNobody = (family: Family): boolean =>
  family.scope === "platform" || family.findCustomer !== undefined;
