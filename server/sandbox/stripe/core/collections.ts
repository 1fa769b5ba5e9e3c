import type Stripe from "stripe";
import { collection } from "./store.ts";
import type { Wire } from "./wire.ts";

export type Product = Wire<Stripe.Product>;
export type Price = Wire<Stripe.Price>;
export type Customer = Wire<Stripe.Customer>;
export type PaymentMethod = Wire<Stripe.PaymentMethod>;
export type PaymentIntent = Wire<Stripe.PaymentIntent>;
export type Charge = Wire<Stripe.Charge>;
export type Invoice = Wire<Stripe.Invoice>;
export type InvoicePayment = Wire<Stripe.InvoicePayment>;
export type Subscription = Wire<Stripe.Subscription>;
export type SubscriptionItem = Wire<Stripe.SubscriptionItem>;
export type CheckoutSession = Wire<Stripe.Checkout.Session>;
export type PortalSession = Wire<Stripe.BillingPortal.Session>;
export type PortalConfiguration = Wire<Stripe.BillingPortal.Configuration>;
export type WebhookEndpoint = Wire<Stripe.WebhookEndpoint>;

/** Every kind of Stripe object the sandbox keeps. What else a resource keeps, it names `sandbox.*` beside itself. */
export const products = collection<Product>("product");
export const prices = collection<Price>("price");
export const customers = collection<Customer>("customer");
export const paymentMethods = collection<PaymentMethod>("payment_method");
export const paymentIntents = collection<PaymentIntent>("payment_intent");
export const charges = collection<Charge>("charge");
export const invoices = collection<Invoice>("invoice");
export const invoicePayments = collection<InvoicePayment>("invoice_payment");
export const subscriptions = collection<Subscription>("subscription");
export const checkoutSessions = collection<CheckoutSession>("checkout.session");
export const portalSessions = collection<PortalSession>("billing_portal.session");
export const portalConfigurations = collection<PortalConfiguration>("billing_portal.configuration");
export const webhookEndpoints = collection<WebhookEndpoint>("webhook_endpoint");
