import {
  type CreditGrant,
  type CreditTransaction,
  creditGrants,
  creditTransactions,
} from "../core/collections.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";

/** What a grant has left: what was granted, less what was applied, expired or voided. Minor units. */
export function balanceOf(reader: Reader, grant: CreditGrant): number {
  return reader
    .all(creditTransactions)
    .filter(({ credit_grant }) => credit_grant === grant.id)
    .reduce((left, { credit, debit }) => left + amountIn(credit) - amountIn(debit), 0);
}

const amountIn = (side: CreditTransaction["credit"] | CreditTransaction["debit"]): number =>
  side?.amount.monetary?.value ?? 0;

export const isUsable = (grant: CreditGrant, now: number): boolean =>
  grant.voided_at === null &&
  (grant.effective_at ?? 0) <= now &&
  (grant.expires_at === null || grant.expires_at > now);

/** Grants for this price that can be used now: by priority, then what expires first, then the oldest. */
export function usableGrants(
  reader: Reader,
  customer: string,
  price: string,
  currency: string,
  now: number,
): CreditGrant[] {
  return reader
    .all(creditGrants)
    .filter(
      (grant) =>
        grant.customer === customer &&
        isUsable(grant, now) &&
        grant.amount.monetary?.currency === currency &&
        (grant.applicability_config.scope.prices?.some(({ id }) => id === price) ?? true),
    )
    .sort(
      (a, b) =>
        (a.priority ?? 50) - (b.priority ?? 50) ||
        (a.expires_at ?? Infinity) - (b.expires_at ?? Infinity) ||
        a.created - b.created,
    );
}

type Movement =
  | { type: "credits_granted" }
  | { type: "credits_application_invoice_voided"; invoice: string; line: string }
  | { type: "credits_applied"; invoice: string; line: string }
  | { type: "credits_expired" }
  | { type: "credits_voided" };

/** Books one movement of a grant, and tells it. */
export function bookCredit(tx: Tx, grant: CreditGrant, value: number, movement: Movement): CreditTransaction {
  const monetary = { currency: grant.amount.monetary?.currency ?? "usd", value };
  const amount = { monetary, type: "monetary" as const };
  const invoiceLine =
    "invoice" in movement ? { invoice: movement.invoice, invoice_line_item: movement.line } : null;
  const isCredit =
    movement.type === "credits_granted" || movement.type === "credits_application_invoice_voided";
  const transaction: CreditTransaction = {
    id: tx.newId("cbtxn"),
    object: "billing.credit_balance_transaction",
    created: tx.now,
    credit: isCredit
      ? { amount, credits_application_invoice_voided: invoiceLine, type: movement.type }
      : null,
    credit_grant: grant.id,
    debit: isCredit ? null : { amount, credits_applied: invoiceLine, type: movement.type },
    effective_at: tx.now,
    livemode: false,
    test_clock: null,
    type: isCredit ? "credit" : "debit",
  };
  tx.put(creditTransactions, transaction);
  tx.emit("billing.credit_balance_transaction.created", transaction);
  return transaction;
}

/** Gives back what an invoice had used. */
export function returnCredits(tx: Tx, invoice: string): void {
  for (const { debit, credit_grant } of tx.all(creditTransactions)) {
    const applied = debit?.credits_applied;
    if (applied?.invoice !== invoice) continue;
    const grant = tx.get(creditGrants, credit_grant);
    const line = applied.invoice_line_item;
    if (grant)
      bookCredit(tx, grant, amountIn(debit), { type: "credits_application_invoice_voided", invoice, line });
  }
}
