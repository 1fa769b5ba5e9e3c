import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx, Ports } from "#server/kernel/ctx.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { createKey } from "#server/modules/api-keys/index.ts";
import { startBacktest } from "#server/modules/backtests/index.ts";
import { catalogueOf } from "#server/modules/billing/index.ts";
import { createBot } from "#server/modules/bots/index.ts";
import { updateBranding } from "#server/modules/branding/index.ts";
import { addDomain } from "#server/modules/domains/index.ts";
import { CAPABILITIES } from "#server/modules/entitlements/capabilities.ts";
import type { Capability } from "#server/modules/entitlements/schema.ts";
import { addSsoDomain } from "#server/modules/sso/index.ts";
import { installPorts } from "#server/platform/installed-ports.ts";
import { exportAudit } from "#server/rest/export-audit.ts";
import { sealSession } from "#server/session/session-token.ts";
import { FAST_PARAMS, MARKET } from "#tests/support/bots.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { openTestSession } from "#tests/support/sessions.ts";
import { agreeOn, givePlan } from "#tests/support/terms.ts";

const THEME = { accent: "#123456", font: "inter", radius: "small", colorScheme: "light" } as const;
const DAY_MS = 86_400_000;
const PERIOD = { from: "2025-01-01T00:00:00.000Z", to: "2025-02-01T00:00:00.000Z" };
const STRATEGY = { strategy: "sma-cross", params: FAST_PARAMS };

let asked = 0;
const fresh = (word: string) => `${word}-${++asked}`;

/** What one does to use each capability. Our mention is drawn by pages, from the same answer. */
const USES: Record<
  Exclude<Capability, "white_label">,
  (ctx: Ctx, minted: MintedTenant) => Promise<unknown>
> = {
  api_access: (ctx) => createKey.call(ctx, { name: fresh("key"), scopes: ["bot:read"] }),
  audit_export: (ctx, minted) => exportedBy(ctx.ports, minted),
  backtesting: (ctx) =>
    startBacktest.call(ctx, {
      requestId: fresh("backtest"),
      source: { type: "market", market: MARKET, timeframe: "1h", ...PERIOD },
      ...STRATEGY,
    }),
  custom_branding: (ctx) => updateBranding.call(ctx, { companyName: "Frozen Inc", theme: THEME }),
  custom_domain: (ctx) => addDomain.call(ctx, { host: `${fresh("desk")}.some-company.com` }),
  paper_trading: (ctx) =>
    createBot.call(ctx, {
      requestId: fresh("request"),
      name: "Cross",
      market: MARKET,
      timeframe: "1m",
      start: false,
      ...STRATEGY,
    }),
  sso: (ctx) => addSsoDomain.call(ctx, { domain: `${fresh("mail")}-company.com` }),
};
const USED = Object.keys(USES) as (keyof typeof USES)[]; // its keys are this union

async function exportedBy(ports: Ports, { tenant, ownerId }: MintedTenant): Promise<void> {
  installPorts(ports);
  const session = await sealSession(ports, await openTestSession(ports, ownerId, tenant.id), 3_600);
  const host = `${tenant.slug}.localhost:3000`;
  const headers = { host, cookie: `marque-session=${session}` };
  const answer = await exportAudit(new Request(`http://${host}/api/audit/export`, { headers }));
  if (answer.status !== 200) throw Object.assign(new Error("refused"), { body: await answer.json() });
  await answer.text();
}

/** What was refused, by either door; `done` when nothing was. */
const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: unknown) => {
      if (isAppError(error)) return { code: error.code, ...error.details };
      if (error instanceof Error && "body" in error) return Object(error.body).error;
      throw error;
    },
  );

describe.each(["auterity", "luno", "marque", "neozork", "tradingbot-pro"])(
  "under the price list %s",
  (name) => {
    let harness: Harness;
    beforeAll(async () => {
      harness = await openHarness({ env: { CATALOGUE: name } });
    });
    afterAll(() => harness.close());

    it.each(USED)(
      "%s is refused without, with the plan that lifts it, and done with it",
      async (capability) => {
        const minted = await harness.mintTenant();
        const catalogue = catalogueOf(harness.ports);
        const features: readonly string[] = CAPABILITIES[capability].features;
        const feature = features.find((key) => catalogue.features.some((sold) => sold.key === key));
        const use = () => outcomeOf(USES[capability](minted.ctx(), minted));
        const best = catalogue.plans.at(-1);
        await givePlan(minted, best?.key ?? null);
        expect(await use()).toBe("done");

        const refused = { code: "payment_required", feature: feature ?? capability };
        if (feature) {
          const lift = catalogue.plans.find((plan) => plan.features.includes(feature));
          const without = catalogue.plans.find((plan) => !plan.features.includes(feature));
          if (without) await givePlan(minted, without.key);
          else await agreeOn(minted, feature, false);
          const liftedBy = { key: lift?.key, name: lift?.name };
          expect(await use()).toMatchObject(answer({ ...refused, reason: "feature_missing", liftedBy }));
        } else if (catalogue.defaultPlan === null) {
          await givePlan(minted, null);
          harness.clock.advance(30 * DAY_MS);
          expect(await use()).toMatchObject(answer({ ...refused, reason: "feature_missing" }));
        }

        /** The door of the export answers as REST does: the details under a key of their own. */
        function answer({ code, ...details }: Record<string, unknown>): object {
          return capability === "audit_export" ? { code, details } : { code, ...details };
        }
      },
    );
  },
);
