import type { Metadata } from "next";
import { BillingPanel } from "#components/billing/billing-panel.tsx";
import type { Comeback } from "#components/billing/checkout-return.tsx";
import { chosenCurrency, offeredCurrencies } from "#components/pricing/currency.ts";
import { Problem } from "#components/shell/problem.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { acceptLanguage, memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Billing" };

interface BillingPageProps {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ checkout?: string; session_id?: string | string[] }>;
}

export default async function BillingPage({ params, searchParams }: BillingPageProps) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  const permissions = permissionsOf(actor);
  if (!permissions.includes("billing:read")) {
    return <Problem title="Billing is not for your role">Ask an owner or admin of the workspace.</Problem>;
  }
  const caller = await tenantCaller(tenant);
  const { checkout, session_id } = await searchParams;
  const isBack = checkout === "success" && permissions.includes("billing:write");
  // Before the state is read: Stripe is asked, so that nobody waits for its webhook.
  const comeback = isBack ? await askStripe(caller, session_id) : null;
  const [plans, state, limits, addOns] = await Promise.all([
    caller.plans.list({}),
    caller.subscriptions.get({}),
    caller.usage.limits({}),
    caller.addOns.list({}),
  ]);
  const likelyCurrency = chosenCurrency(
    offeredCurrencies(plans),
    state.subscription?.currency,
    await acceptLanguage(),
  );
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="Billing" description="Your plan, what is used of it, and what it costs." />
      <BillingPanel
        plans={plans}
        initialState={asJson(state)}
        initialLimits={asJson(limits)}
        now={installedPorts().clock.now().getTime()}
        likelyCurrency={likelyCurrency}
        initialAddOns={addOns}
        canManage={permissions.includes("billing:write")}
        comeback={comeback}
      />
    </div>
  );
}

/** While Stripe does not answer the page is there all the same, and goes on asking. */
async function askStripe(
  { subscriptions }: Awaited<ReturnType<typeof tenantCaller>>,
  asked: string | string[] | undefined,
): Promise<Comeback> {
  const sessionId = typeof asked === "string" && asked.length <= 300 ? asked : undefined;
  return subscriptions.refreshCheckout(sessionId === undefined ? {} : { sessionId }).then(
    ({ stage }) => ({ sessionId, stage }),
    () => ({ sessionId, stage: null }),
  );
}
