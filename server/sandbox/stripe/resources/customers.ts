import type Stripe from "stripe";
import { z } from "zod";
import { moveBalance } from "../billing/balances.ts";
import { cancelSubscription } from "../billing/canceling.ts";
import { blankCustomer } from "../billing/customer-record.ts";
import { mustOwnCard } from "../billing/saved-cards.ts";
import { createTaxId } from "../billing/tax-ids.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type Customer, customers, subscriptions, testClocks } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource } from "../core/operation.ts";
import { created, emptyable, metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import { search } from "../core/search.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import type { Wire } from "../core/wire.ts";

/** What is left of a deleted customer: retrieving it answers this. */
export const deletedCustomers = collection<Wire<Stripe.DeletedCustomer>>("sandbox.deleted_customer");

const email = z
  .string()
  .max(512)
  .regex(/^[^\s@]+@[^\s@]+$/, "email address");
export const addressParam = z.strictObject({
  city: emptyable(text).optional(),
  country: emptyable(text).optional(),
  line1: emptyable(text).optional(),
  line2: emptyable(text).optional(),
  postal_code: emptyable(text).optional(),
  state: emptyable(text).optional(),
});

const FIELDS = {
  address: emptyable(addressParam).optional(),
  description: emptyable(text).optional(),
  email: emptyable(email).optional(),
  invoice_settings: z.strictObject({ default_payment_method: emptyable(text).optional() }).optional(),
  metadata: metadata.optional(),
  name: emptyable(text).optional(),
  phone: emptyable(text).optional(),
  preferred_locales: z.array(text).optional(),
  tax_exempt: z.enum(["exempt", "none", "reverse"]).optional(),
};
const CreateParams = paramsOf<Stripe.CustomerCreateParams>()({
  ...FIELDS,
  balance: whole.optional(),
  tax_id_data: z
    .array(z.strictObject({ type: text, value: text }))
    .max(5)
    .optional(),
  test_clock: text.optional(),
});
const UpdateParams = paramsOf<Stripe.CustomerUpdateParams>()({ ...FIELDS, balance: whole.optional() });

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

export const blankAddress = (address: z.output<typeof addressParam>) => ({
  ...NO_ADDRESS,
  ...given(address),
});

function withParams(old: Customer, params: z.output<typeof UpdateParams>): Customer {
  const { address, invoice_settings, metadata: patch, ...rest } = params;
  return {
    ...old,
    ...given(rest),
    ...(address === undefined ? {} : { address: address && blankAddress(address) }),
    invoice_settings: { ...old.invoice_settings, ...given(invoice_settings ?? {}) },
    metadata: mergeMetadata(old.metadata, patch),
  };
}

/** @throws when the customer is unknown or was deleted */
export function mustGetCustomer(reader: Reader, id: string): Customer {
  return mustGet(reader, customers, id, "customer");
}

/** What they subscribed to ends; what is left says that they are gone. */
export function deleteCustomer(tx: Tx, customer: Customer): Wire<Stripe.DeletedCustomer> {
  for (const subscription of tx.all(subscriptions)) {
    const isOver = subscription.status === "canceled" || subscription.status === "incomplete_expired";
    if (subscription.customer === customer.id && !isOver) {
      cancelSubscription(tx, subscription, { reason: "cancellation_requested" });
    }
  }
  const { id } = customer;
  tx.remove(customers, id);
  tx.emit("customer.deleted", customer);
  return tx.put(deletedCustomers, { id, object: "customer", deleted: true });
}

export const customerResource: Resource = {
  collections: [customers],
  operations: [
    operation({
      method: "POST",
      path: "/v1/customers",
      params: CreateParams,
      run({ tx, params }) {
        if (params.invoice_settings?.default_payment_method) {
          throw invalidRequest("The customer does not have a payment method with the ID given.", {
            param: "invoice_settings[default_payment_method]",
          });
        }
        const { balance = 0, tax_id_data = [], test_clock = null, ...rest } = params;
        if (test_clock) mustGet(tx, testClocks, test_clock, "test_clock");
        const customer: Customer = {
          ...withParams(blankCustomer(tx.newId("cus"), tx.now), rest),
          balance,
          test_clock,
        };
        tx.put(customers, customer);
        tx.emit("customer.created", customer);
        for (const { type, value } of tax_id_data) createTaxId(tx, customer.id, type, value);
        return customer;
      },
    }),
    operation({
      method: "GET",
      path: "/v1/customers/{id}",
      params: noParams,
      run: ({ tx, path }) => tx.get(deletedCustomers, path("id")) ?? mustGet(tx, customers, path("id")),
    }),
    operation({
      method: "POST",
      path: "/v1/customers/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, customers, path("id"));
        const method = params.invoice_settings?.default_payment_method;
        if (method) mustOwnCard(tx, method, old.id, "invoice_settings[default_payment_method]");
        const { balance, ...rest } = params;
        const customer = withParams(old, rest);
        tx.put(customers, customer);
        tx.emit("customer.updated", customer, old);
        if (balance !== undefined && balance !== old.balance) {
          const currency = customer.currency ?? "usd";
          moveBalance(tx, customer.id, balance - old.balance, { type: "adjustment", currency });
        }
        return mustGet(tx, customers, customer.id);
      },
    }),
    operation({
      method: "DELETE",
      path: "/v1/customers/{id}",
      params: noParams,
      run({ tx, path }) {
        return deleteCustomer(tx, mustGet(tx, customers, path("id")));
      },
    }),
    search({
      path: "/v1/customers/search",
      from: customers,
      fields: {
        created: ({ created: at }) => at,
        email: ({ email: address }) => address,
        name: ({ name }) => name,
        phone: ({ phone }) => phone,
      },
    }),
    list({
      path: "/v1/customers",
      from: customers,
      filters: { created: created.optional(), email: text.optional(), test_clock: text.optional() },
      matches: (customer, filters) =>
        (filters.email === undefined || customer.email === filters.email) &&
        (filters.test_clock === undefined || customer.test_clock === filters.test_clock) &&
        isWithin(customer.created, filters.created),
    }),
  ],
};
