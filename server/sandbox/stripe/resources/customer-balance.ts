import type Stripe from "stripe";
import { moveBalance } from "../billing/balances.ts";
import { mergeMetadata } from "../core/changes.ts";
import { balanceTransactions } from "../core/collections.ts";
import { list } from "../core/list.ts";
import { operation, type Resource, retrieve } from "../core/operation.ts";
import { currency, metadata, paramsOf, text, whole } from "../core/params.ts";
import { mustGetCustomer } from "./customers.ts";

const CreateParams = paramsOf<Stripe.CustomerCreateBalanceTransactionParams>()({
  amount: whole,
  currency,
  description: text.optional(),
  metadata: metadata.optional(),
});

export const customerBalanceResource: Resource = {
  collections: [balanceTransactions],
  operations: [
    operation({
      method: "POST",
      path: "/v1/customers/{id}/balance_transactions",
      params: CreateParams,
      run: ({ tx, params, path }) =>
        moveBalance(tx, mustGetCustomer(tx, path("id")).id, params.amount, {
          type: "adjustment",
          currency: params.currency,
          description: params.description ?? null,
          metadata: mergeMetadata({}, params.metadata),
        }),
    }),
    list({
      path: "/v1/customers/{id}/balance_transactions",
      from: balanceTransactions,
      filters: {},
      matches: (transaction, _filters, path) => transaction.customer === path("id"),
    }),
    retrieve("/v1/customers/{customerId}/balance_transactions/{id}", balanceTransactions),
  ],
};
