import type { PlatformEvent, Subscriber, TenantEvent } from "#server/kernel/background.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { platformOutbox, tenantOutbox } from "#server/modules/audit/index.ts";
import { applyStripeEvents, placeStripeEvents, startCheckout } from "#server/modules/billing/index.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { answerStripeWebhook } from "#server/rest/receive-stripe-webhook.ts";
import { type StripeSandboxOptions, signatureHeader } from "#server/sandbox/stripe/index.ts";
import { drainOutbox } from "#server/worker/relay-outbox.ts";
import { type Harness, type MintedTenant, openHarness, START } from "./harness.ts";
import { card, type ReceivedWebhook, startSandbox, WEBHOOK_SECRET } from "./stripe-sandbox.ts";

export interface BillingHarness extends Harness {
  sandbox: Awaited<ReturnType<typeof startSandbox>>;
  /** Every webhook the sandbox sent, as received. */
  webhooks: ReceivedWebhook[];
  /** Posts a body to the webhook endpoint. */
  post(body: string, headers?: Record<string, string>): Promise<Response>;
  sign(body: string, secret?: string, atSeconds?: number): string;
  /** Delivers due webhooks, then works off the outbox. */
  settle(): Promise<void>;
  /** Works off the outbox in this process, in order. */
  work(): Promise<void>;
  /** From the plan to a submitted card; webhooks are not delivered yet. */
  checkout(tenant: MintedTenant, plan?: string, number?: string): Promise<Response>;
}

/** The server with the real sandbox on loopback: its webhooks go through the endpoint's own code. */
export async function openBilling(
  options: {
    env?: Record<string, string>;
    sandbox?: Partial<StripeSandboxOptions>;
    /** Who else hears events when they are worked off. */
    subscribers?: readonly Subscriber[];
  } = {},
): Promise<BillingHarness> {
  let harness: Harness | undefined;
  const mustHave = (): Harness => {
    if (!harness) throw new Error("The harness is not open yet.");
    return harness;
  };
  const post = (body: string, headers: Record<string, string> = {}) =>
    answerStripeWebhook(
      mustHave().ports,
      new Request("http://localhost:3000/api/webhooks/stripe", { method: "POST", body, headers }),
    );
  const sandbox = await startSandbox({
    clock: {
      now: () => harness?.clock.now() ?? START,
      sleep: (ms, signal) => mustHave().clock.sleep(ms, signal),
    },
    respond: async ({ body, signature }) => (await post(body, { "stripe-signature": signature })).status,
    ...options.sandbox,
  });
  const stripe = openStripe("sk_test_rig", [WEBHOOK_SECRET], sandbox.url);
  harness = await openHarness({ stripe, ...(options.env ? { env: options.env } : {}) });
  const { ports, clock } = harness;
  const hearing = [applyStripeEvents, ...(options.subscribers ?? [])];
  const work = async () => {
    const { signal } = new AbortController();
    const deliver = async (event: TenantEvent) => {
      for (const { events, run } of hearing) if (events.includes(event.type)) await run(ports, event, signal);
    };
    const place = (event: PlatformEvent) => placeStripeEvents.run(ports, event, signal);
    // What is placed is news for its tenant.
    while (
      !(await drainOutbox(ports, platformOutbox, async (event) => {
        if (placeStripeEvents.events.includes(event.type)) await place(event);
      })) ||
      !(await drainOutbox(ports, tenantOutbox, deliver))
    );
  };
  return {
    ...harness,
    sandbox,
    webhooks: sandbox.received,
    post,
    work,
    sign: (body, secret = WEBHOOK_SECRET, at = Math.floor(clock.now().getTime() / 1000)) =>
      signatureHeader(body, secret, at),
    async settle() {
      await sandbox.sandbox.settle();
      await work();
    },
    async checkout(tenant, plan = "professional", number = "4242424242424242") {
      const { url } = await startCheckout.call(tenant.ctx(), checkoutInput(tenant.ctx(), plan));
      return sandbox.submit(new URL(url).pathname, card(number));
    },
    async close() {
      await sandbox.sandbox.close();
      await mustHave().close();
    },
  };
}

export const checkoutInput = ({ tenant }: Ctx, plan: string) => ({
  plan,
  interval: "month" as const,
  returnUrl: `http://${tenant.slug}.localhost:3000/billing`,
});
