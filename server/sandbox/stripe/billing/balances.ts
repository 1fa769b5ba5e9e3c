import {
  type BalanceTransaction,
  balanceTransactions,
  type Customer,
  customers,
} from "../core/collections.ts";
import { mustGet } from "../core/operation.ts";
import type { Tx } from "../core/tx.ts";

interface Movement {
  type: BalanceTransaction["type"];
  currency: string;
  invoice?: string;
  creditNote?: string;
  description?: string | null;
  metadata?: Record<string, string>;
}

/** Moves a customer's balance: negative is credit for later invoices. Minor units. */
export function moveBalance(tx: Tx, id: string, amount: number, movement: Movement): BalanceTransaction {
  const old = mustGet(tx, customers, id, "customer");
  const customer: Customer = {
    ...old,
    balance: old.balance + amount,
    currency: old.currency ?? movement.currency,
  };
  tx.put(customers, customer);
  const transaction = tx.put(balanceTransactions, {
    id: tx.newId("cbtxn"),
    object: "customer_balance_transaction",
    amount,
    checkout_session: null,
    created: tx.now,
    credit_note: movement.creditNote ?? null,
    currency: movement.currency,
    customer: id,
    customer_account: null,
    description: movement.description ?? null,
    ending_balance: customer.balance,
    invoice: movement.invoice ?? null,
    livemode: false,
    metadata: movement.metadata ?? {},
    type: movement.type,
  });
  tx.emit("customer.updated", customer, old);
  return transaction;
}

/** What is left to pay of a total, and the balance left after it: credit is used up first. */
export function dueOf(total: number, balance: number): { amountDue: number; endingBalance: number } {
  const owed = total + balance;
  return { amountDue: Math.max(0, owed), endingBalance: Math.min(0, owed) };
}
