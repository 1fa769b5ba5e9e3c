import type Stripe from "stripe";
import { z } from "zod";
import { balanceOf, bookCredit, isUsable } from "../billing/crediting.ts";
import { mergeMetadata } from "../core/changes.ts";
import { type CreditGrant, creditGrants, creditTransactions } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve, type Timer } from "../core/operation.ts";
import { amount, currency, emptyable, metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import type { Wire } from "../core/wire.ts";
import { mustGetCustomer } from "./customers.ts";

const scope = z.strictObject({
  price_type: z.literal("metered").optional(),
  prices: z
    .array(z.strictObject({ id: text }))
    .min(1)
    .optional(),
});
const CreateParams = paramsOf<Stripe.Billing.CreditGrantCreateParams>()({
  amount: z.strictObject({
    monetary: z.strictObject({ currency, value: amount }),
    type: z.literal("monetary"),
  }),
  applicability_config: z.strictObject({ scope }),
  category: z.enum(["paid", "promotional"]).optional(),
  customer: text,
  effective_at: whole.optional(),
  expires_at: whole.optional(),
  metadata: metadata.optional(),
  name: text.max(100).optional(),
  priority: whole.optional(),
});
const UpdateParams = paramsOf<Stripe.Billing.CreditGrantUpdateParams>()({
  expires_at: emptyable(whole).optional(),
  metadata: metadata.optional(),
});
const SummaryParams = paramsOf<Stripe.Billing.CreditBalanceSummaryRetrieveParams>()({
  customer: text,
  filter: z.strictObject({
    applicability_scope: scope.optional(),
    credit_grant: text.optional(),
    type: z.enum(["applicability_scope", "credit_grant"]),
  }),
});

/** Ends a grant: what is left of it is booked out. */
function end(tx: Tx, old: CreditGrant, how: "expired" | "voided"): CreditGrant {
  if (old.voided_at !== null || (old.expires_at !== null && old.expires_at < tx.now)) {
    throw invalidRequest("This credit grant has expired or was voided already.");
  }
  const left = balanceOf(tx, old);
  if (how === "voided" && left < (old.amount.monetary?.value ?? 0)) {
    throw invalidRequest("A credit grant that was used cannot be voided. Expire it instead.");
  }
  if (left > 0) bookCredit(tx, old, left, { type: how === "expired" ? "credits_expired" : "credits_voided" });
  const change = how === "expired" ? { expires_at: tx.now } : { voided_at: tx.now };
  const ended: CreditGrant = { ...old, ...change, updated: tx.now };
  tx.put(creditGrants, ended);
  tx.emit("billing.credit_grant.updated", ended, old);
  return ended;
}

function* grantTimers(reader: Reader): Iterable<Timer> {
  for (const grant of reader.all(creditGrants)) {
    const isEnding = grant.expires_at !== null && grant.voided_at === null && balanceOf(reader, grant) > 0;
    if (isEnding && grant.expires_at !== null) {
      const left = balanceOf(reader, grant);
      yield {
        at: grant.expires_at,
        clock: grant.test_clock,
        run: (tx) => void bookCredit(tx, grant, left, { type: "credits_expired" }),
      };
    }
  }
}

function summaryOf(
  tx: Tx,
  params: z.output<typeof SummaryParams>,
): Wire<Stripe.Billing.CreditBalanceSummary> {
  const customer = mustGetCustomer(tx, params.customer).id;
  const { credit_grant, applicability_scope } = params.filter;
  const prices = applicability_scope?.prices?.map(({ id }) => id);
  const own = tx
    .all(creditGrants)
    .filter(
      (grant) =>
        grant.customer === customer &&
        (credit_grant === undefined || grant.id === credit_grant) &&
        (prices === undefined ||
          (grant.applicability_config.scope.prices?.some(({ id }) => id && prices.includes(id)) ?? true)),
    );
  const currencies = [...new Set(own.map((grant) => grant.amount.monetary?.currency ?? "usd"))];
  const totalOf = (code: string, grants: CreditGrant[]) => ({
    monetary: {
      currency: code,
      value: grants
        .filter((grant) => grant.amount.monetary?.currency === code)
        .reduce((sum, grant) => sum + balanceOf(tx, grant), 0),
    },
    type: "monetary" as const,
  });
  const usable = own.filter((grant) => isUsable(grant, tx.now));
  return {
    object: "billing.credit_balance_summary",
    balances: currencies.map((code) => ({
      available_balance: totalOf(code, usable),
      ledger_balance: totalOf(code, own),
    })),
    customer,
    customer_account: null,
    livemode: false,
  };
}

export const creditGrantResource: Resource = {
  collections: [creditGrants, creditTransactions],
  timers: grantTimers,
  operations: [
    operation({
      method: "POST",
      path: "/v1/billing/credit_grants",
      params: CreateParams,
      run({ tx, params }) {
        const customer = mustGetCustomer(tx, params.customer);
        if (params.expires_at !== undefined && params.expires_at <= tx.now) {
          throw invalidRequest("expires_at must be in the future.", { param: "expires_at" });
        }
        const { prices } = params.applicability_config.scope;
        const grant: CreditGrant = {
          id: tx.newId("credgr"),
          object: "billing.credit_grant",
          amount: params.amount,
          applicability_config: { scope: prices ? { prices } : { price_type: "metered" } },
          category: params.category ?? "paid",
          created: tx.now,
          customer: customer.id,
          customer_account: null,
          effective_at: params.effective_at ?? tx.now,
          expires_at: params.expires_at ?? null,
          livemode: false,
          metadata: mergeMetadata({}, params.metadata),
          name: params.name ?? null,
          priority: params.priority ?? 50,
          test_clock: customer.test_clock ?? null,
          updated: tx.now,
          voided_at: null,
        };
        tx.put(creditGrants, grant);
        tx.emit("billing.credit_grant.created", grant);
        bookCredit(tx, grant, params.amount.monetary.value, { type: "credits_granted" });
        return grant;
      },
    }),
    retrieve("/v1/billing/credit_grants/{id}", creditGrants),
    operation({
      method: "POST",
      path: "/v1/billing/credit_grants/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, creditGrants, path("id"));
        const grant: CreditGrant = {
          ...old,
          expires_at: params.expires_at === undefined ? old.expires_at : params.expires_at,
          metadata: mergeMetadata(old.metadata, params.metadata),
          updated: tx.now,
        };
        tx.put(creditGrants, grant);
        tx.emit("billing.credit_grant.updated", grant, old);
        return grant;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/billing/credit_grants/{id}/expire",
      params: noParams,
      run: ({ tx, path }) => end(tx, mustGet(tx, creditGrants, path("id")), "expired"),
    }),
    operation({
      method: "POST",
      path: "/v1/billing/credit_grants/{id}/void",
      params: noParams,
      run: ({ tx, path }) => end(tx, mustGet(tx, creditGrants, path("id")), "voided"),
    }),
    list({
      path: "/v1/billing/credit_grants",
      from: creditGrants,
      filters: { customer: text.optional() },
      matches: (grant, filters) => filters.customer === undefined || grant.customer === filters.customer,
    }),
    operation({
      method: "GET",
      path: "/v1/billing/credit_balance_summary",
      params: SummaryParams,
      run: ({ tx, params }) => summaryOf(tx, params),
    }),
    retrieve("/v1/billing/credit_balance_transactions/{id}", creditTransactions),
    list({
      path: "/v1/billing/credit_balance_transactions",
      from: creditTransactions,
      filters: { credit_grant: text.optional(), customer: text.optional() },
      matches: (transaction, filters, _path, reader) =>
        (filters.credit_grant === undefined || transaction.credit_grant === filters.credit_grant) &&
        (filters.customer === undefined ||
          reader.get(creditGrants, transaction.credit_grant)?.customer === filters.customer),
    }),
  ],
};
