import type Stripe from "stripe";
import { z } from "zod";
import { blankCustomer } from "../billing/customer-record.ts";
import { cancelSubscription } from "../billing/renewing.ts";
import { mustOwnCard } from "../billing/saved-cards.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type Customer, customers, subscriptions } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource } from "../core/operation.ts";
import { created, emptyable, metadata, noParams, paramsOf, text } from "../core/params.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Wire } from "../core/wire.ts";

/** What is left of a deleted customer: retrieving it answers this. */
export const deletedCustomers = collection<Wire<Stripe.DeletedCustomer>>("sandbox.deleted_customer");

const email = z
  .string()
  .max(512)
  .regex(/^[^\s@]+@[^\s@]+$/, "email address");
const addressFields = {
  city: emptyable(text).optional(),
  country: emptyable(text).optional(),
  line1: emptyable(text).optional(),
  line2: emptyable(text).optional(),
  postal_code: emptyable(text).optional(),
  state: emptyable(text).optional(),
};

const FIELDS = {
  address: emptyable(z.strictObject(addressFields)).optional(),
  description: emptyable(text).optional(),
  email: emptyable(email).optional(),
  invoice_settings: z.strictObject({ default_payment_method: emptyable(text).optional() }).optional(),
  metadata: metadata.optional(),
  name: emptyable(text).optional(),
  phone: emptyable(text).optional(),
  preferred_locales: z.array(text).optional(),
};
const CreateParams = paramsOf<Stripe.CustomerCreateParams>()(FIELDS);
const UpdateParams = paramsOf<Stripe.CustomerUpdateParams>()(FIELDS);

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

function withParams(old: Customer, params: z.output<typeof CreateParams>): Customer {
  const { address, invoice_settings, metadata: patch, ...rest } = params;
  return {
    ...old,
    ...given(rest),
    ...(address === undefined ? {} : { address: address && { ...NO_ADDRESS, ...given(address) } }),
    invoice_settings: { ...old.invoice_settings, ...given(invoice_settings ?? {}) },
    metadata: mergeMetadata(old.metadata, patch),
  };
}

/** @throws when the customer is unknown or was deleted */
export function mustGetCustomer(reader: Reader, id: string): Customer {
  return mustGet(reader, customers, id, "customer");
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
        const customer = withParams(blankCustomer(tx.newId("cus"), tx.now), params);
        tx.put(customers, customer);
        tx.emit("customer.created", customer);
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
        const customer = withParams(old, params);
        tx.put(customers, customer);
        tx.emit("customer.updated", customer, old);
        return customer;
      },
    }),
    operation({
      method: "DELETE",
      path: "/v1/customers/{id}",
      params: noParams,
      run({ tx, path }) {
        const customer = mustGet(tx, customers, path("id"));
        for (const subscription of tx.all(subscriptions)) {
          const isOver = subscription.status === "canceled" || subscription.status === "incomplete_expired";
          if (subscription.customer === customer.id && !isOver) {
            cancelSubscription(tx, subscription, "cancellation_requested");
          }
        }
        const { id } = customer;
        tx.remove(customers, id);
        tx.emit("customer.deleted", customer);
        return tx.put(deletedCustomers, { id, object: "customer", deleted: true });
      },
    }),
    list({
      path: "/v1/customers",
      from: customers,
      filters: { created: created.optional(), email: text.optional() },
      matches: (customer, filters) =>
        (filters.email === undefined || customer.email === filters.email) &&
        isWithin(customer.created, filters.created),
    }),
  ],
};
