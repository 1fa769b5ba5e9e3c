import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { OrderSummary } from "#components/billing/checkout/order-summary.tsx";
import { PaymentCard } from "#components/billing/checkout/payment-card.tsx";
import { parseInterval } from "#components/pricing/plan.ts";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { tenantPath } from "#components/tenant/tenant-path.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { isAppError } from "#server/kernel/errors.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Checkout" };

interface CheckoutPageProps {
  params: Promise<{ tenant: string; plan: string }>;
  searchParams: Promise<{ interval?: string | string[]; currency?: string | string[] }>;
}

/** Linked to by whole page loads: its own security policy lets Stripe's form in. */
export default async function CheckoutPage({ params, searchParams }: CheckoutPageProps) {
  const [{ tenant, plan }, asked] = await Promise.all([params, searchParams]);
  const { basePath } = await memberPage(tenant, "billing:write");
  const caller = await tenantCaller(tenant);
  const interval = parseInterval(asked.interval);
  const currency = typeof asked.currency === "string" ? { currency: asked.currency } : {};
  const terms = await caller.subscriptions
    .previewCheckout({ plan, interval, ...currency })
    .catch((error: unknown) => leaveFor(error, tenantPath(basePath, "/settings/billing")));
  const purchase = { plan: terms.plan.key, interval: terms.interval, currency: terms.currency };
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Checkout"
        description={`${terms.plan.name}, by the ${terms.interval}.`}
        actions={
          <TenantLink href="/settings/billing#plans" variant="ghost">
            Back to plans
          </TenantLink>
        }
      />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <OrderSummary terms={terms} />
        <PaymentCard purchase={purchase} browser={installedPorts().stripe.browser} />
      </div>
    </div>
  );
}

/** Who has a plan by now, perhaps since this very page, is led to it; an address that nobody linked to is not found. */
function leaveFor(error: unknown, billingPath: string): never {
  const cause = error instanceof Error ? error.cause : null;
  if (isAppError(cause) && cause.code === "conflict") redirect(`${billingPath}?checkout=success`);
  if (isAppError(cause) && cause.code === "invalid_input") notFound();
  throw error;
}
