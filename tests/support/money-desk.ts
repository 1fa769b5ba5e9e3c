import { platformCtx } from "#server/modules/audit/index.ts";
import { listInvoices } from "#server/modules/billing/index.ts";
import { grantOperator } from "#server/modules/operator/index.ts";
import { type BillingHarness, openBilling } from "./billing.ts";
import type { MintedTenant } from "./harness.ts";
import { type Ask, restDoor } from "./rest.ts";

const DAY_MS = 86_400_000;
/** Starter, by the month. */
export const PRICE = 2900;

let keys = 0;
export const newKey = () => `request-${++keys}`;

/** An operator at the API, and tenants who have paid. */
export async function openMoneyDesk(options: Parameters<typeof openBilling>[0] = {}) {
  const billing = await openBilling(options);
  const staff = await billing.mintTenant("staff");
  const ask = restDoor(billing.ports);
  await grantOperator.call(platformCtx(billing.ports, { type: "system", process: "cli" }), {
    email: staff.email,
  });
  return { billing, staff, ask, payer: () => payer(billing, staff, ask) };
}

export type MoneyDesk = Awaited<ReturnType<typeof openMoneyDesk>>;

/** A tenant whose trial of Starter is over and paid, and the operator who looks at it. */
async function payer(billing: BillingHarness, staff: MintedTenant, ask: Ask) {
  const tenant = await billing.mintTenant();
  await billing.checkout(tenant, "starter");
  await billing.settle();
  billing.clock.advance(15 * DAY_MS);
  await billing.settle();
  const body = { email: staff.email, password: staff.password };
  // The clock moves; a token is good for minutes.
  const signIn = async (): Promise<string> => (await ask("POST", "/auth/login", { body })).body.accessToken;
  const path = `/admin/tenants/${tenant.tenant.slug}`;
  const { client } = billing.ports.stripe;
  const customer = (await tenant.ctx().db.billingCustomer.findFirstOrThrow()).stripeCustomerId;
  const invoices = async () => (await listInvoices.call(tenant.ctx(), {})).invoices;
  const charge = (await client.charges.list({ customer })).data.find((each) => each.paid)?.id ?? "";
  return {
    ...tenant,
    customer,
    charge,
    invoices,
    get: async (below: string) => ask("GET", `${path}${below}`, { token: await signIn() }),
    /** @param key null sends none */
    post: async (below: string, given: object = {}, key: string | null = newKey()) =>
      ask("POST", `${path}${below}`, {
        token: await signIn(),
        body: given,
        headers: key === null ? {} : { "idempotency-key": key },
      }),
    async paid() {
      const invoice = (await invoices()).find(({ status, paidMinor }) => status === "paid" && paidMinor > 0);
      if (!invoice) throw new Error("Nothing is paid.");
      return invoice;
    },
    audit: (verb: string) =>
      billing.ports.systemDb.client.auditLog.findMany({ where: { tenantId: tenant.tenant.id, verb } }),
    refunds: async () => (await client.refunds.list({ charge, limit: 100 })).data,
  };
}

export type Payer = Awaited<ReturnType<typeof payer>>;
