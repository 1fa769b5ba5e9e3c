import { type CheckoutSession, checkoutSessions } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import type { Tx } from "../core/tx.ts";
import { amountsOf, quoteCheckout } from "./checkout-quote.ts";
import { mustGetPlan } from "./checkout-record.ts";
import { findCode } from "./granting.ts";

/** Takes a typed promotion code into a session, or out of it. @throws 400 with the reason why it cannot be used */
export function setPromotion(tx: Tx, session: CheckoutSession, typed: string | null): CheckoutSession {
  if (!session.allow_promotion_codes) throw invalidRequest("This checkout takes no promotion codes.");
  const code = typed === null ? null : findCode(tx, typed);
  if (code === undefined) throw invalidRequest("This code is invalid.");
  const plan = { ...mustGetPlan(tx, session.id), discount: code && { promotion_code: code.id } };
  const invoice = quoteCheckout(tx, session, plan, null);
  return tx.put(checkoutSessions, { ...session, ...amountsOf(tx, session, plan, invoice) });
}
