import { checkoutSessionEvents } from "./checkout-sessions.ts";
import { customerEvents } from "./customers.ts";
import type { StripeEventFamily } from "./family.ts";
import { invoiceEvents } from "./invoices.ts";
import { subscriptionEvents } from "./subscriptions.ts";

const families: readonly StripeEventFamily[] = [
  checkoutSessionEvents,
  customerEvents,
  invoiceEvents,
  subscriptionEvents,
];

const byType = new Map<string, StripeEventFamily>(
  families.flatMap((family) => family.types.map((type) => [type, family] as const)),
);

/** Who acts on events of this type, if anyone does. */
export const familyOf = (type: string): StripeEventFamily | undefined => byType.get(type);
