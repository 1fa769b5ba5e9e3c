import { grantApiAccess } from "#tests/support/api-access.ts";
import type { Harness, MintedTenant } from "#tests/support/harness.ts";
import { IDP } from "#tests/support/saml-keys.ts";
import { plantDirectory } from "#tests/support/sso.ts";

/** Things that belong to one tenant, by the input field that names them. */
export interface Belongings {
  datasetId: string;
  backtestId: string;
  botId: string;
  memberId: string;
  invitationId: string;
  domainId: string;
  keyId: string;
  emailDomainId: string;
  personId: string;
  groupId: string;
}

const CSV = "time,open,high,low,close\n2025-01-01,1,2,1,2\n2025-01-02,2,3,2,3\n";
const THEME = { accent: "#123456", font: "inter", radius: "small", colorScheme: "light" };
/** One transparent pixel. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

type Sample = (theirs: Belongings) => object;

/**
 * A valid input for every tenant verb, with the neighbour's ids wherever an id is asked for. A new verb without a
 * line here turns the suite red.
 */
export const SAMPLES: Record<string, Sample> = {
  "audit.list": () => ({}),
  "audit.verify": () => ({}),
  "activity.list": () => ({}),
  "backtest.cancel": ({ backtestId }) => ({ backtestId }),
  "backtest.candles": ({ backtestId }) => ({ backtestId }),
  "backtest.get": ({ backtestId }) => ({ backtestId }),
  "backtest.list": ({ backtestId }) => ({ before: `${backtestId}z` }),
  "backtest.report": ({ backtestId }) => ({ backtestId }),
  "backtest.start": ({ datasetId }) => ({
    requestId: "of-another-tenant",
    source: { type: "dataset", datasetId },
    strategy: "sma-cross",
  }),
  "bot.create": ({ backtestId }) => ({
    requestId: "of-another-tenant",
    name: "planted",
    market: "BTC-USD",
    timeframe: "1h",
    strategy: "sma-cross",
    backtestId,
  }),
  "bot.delete": ({ botId }) => ({ botId }),
  "bot.equity": ({ botId }) => ({ botId }),
  "bot.get": ({ botId }) => ({ botId }),
  "bot.list": () => ({}),
  "bot.notes": ({ botId }) => ({ botId }),
  "bot.orders": ({ botId }) => ({ botId }),
  "bot.pause": ({ botId }) => ({ botId }),
  "bot.resume": ({ botId }) => ({ botId }),
  "bot.start": ({ botId }) => ({ botId }),
  "bot.stop": ({ botId }) => ({ botId }),
  "bot.trades": ({ botId }) => ({ botId }),
  "branding.get": () => ({}),
  "branding.preview": () => ({ theme: THEME }),
  "branding.removeLogo": () => ({}),
  "branding.update": () => ({ companyName: "Changed", theme: THEME }),
  "branding.uploadLogo": () => ({ base64: PNG }),
  "checkout.start": () => ({
    plan: "starter",
    interval: "month",
    returnUrl: "http://neighbour.localhost:3000/",
  }),
  "checkout.embed": () => ({
    plan: "starter",
    interval: "month",
    returnUrl: "http://neighbour.localhost:3000/",
  }),
  "checkout.preview": () => ({ plan: "starter", interval: "month" }),
  "checkout.refresh": () => ({ sessionId: "cs_test_of_another" }),
  "dataset.candles": ({ datasetId }) => ({ datasetId }),
  "dataset.delete": ({ datasetId }) => ({ datasetId }),
  "dataset.import": () => ({ name: "planted", csv: new Blob([CSV]).stream() }),
  "dataset.list": () => ({}),
  "domain.add": () => ({ host: "trade.neighbour.test" }),
  "domain.check": ({ domainId }) => ({ domainId }),
  "domain.list": () => ({}),
  "domain.makePrimary": ({ domainId }) => ({ domainId }),
  "domain.release": ({ domainId }) => ({ domainId }),
  "entitlement.get": () => ({}),
  "invitation.create": () => ({ emails: ["planted@neighbour.test"], role: "viewer" }),
  "invitation.list": () => ({}),
  "invitation.resend": ({ invitationId }) => ({ invitationId }),
  "invitation.revoke": ({ invitationId }) => ({ invitationId }),
  "key.create": () => ({ name: "planted", scopes: ["bot:read"] }),
  "key.list": () => ({}),
  "key.revoke": ({ keyId }) => ({ keyId }),
  "key.rotate": ({ keyId }) => ({ keyId }),
  "key.update": ({ keyId }) => ({ keyId, name: "planted" }),
  "market.candles": () => ({ market: "BTC-USD", timeframe: "1h", bars: 3 }),
  "market.list": () => ({}),
  "me.get": () => ({}),
  "member.list": () => ({}),
  "member.remove": ({ memberId }) => ({ memberId }),
  "member.seats": () => ({}),
  "member.transferOwnership": ({ memberId }) => ({ memberId, confirm: "neighbour" }),
  "member.update": ({ memberId }) => ({ memberId, role: "viewer" }),
  "portal.open": () => ({ returnUrl: "http://neighbour.localhost:3000/" }),
  "directory.findGroups": ({ groupId }) => ({ groupId }),
  "directory.findPeople": ({ personId }) => ({ personId }),
  "directory.removeGroup": ({ groupId }) => ({ groupId }),
  "directory.saveGroup": ({ groupId, personId }) => ({
    groupId,
    displayName: "planted",
    personIds: [personId],
  }),
  "sso.addDomain": () => ({ domain: "planted.test" }),
  "sso.check": () => ({}),
  "sso.delete": () => ({}),
  "sso.enable": () => ({ isEnabled: true }),
  "sso.enforce": () => ({ isEnforced: true }),
  "sso.get": () => ({}),
  "sso.listLinks": () => ({ search: "own" }),
  "sso.listProblems": () => ({}),
  "sso.readMetadata": () => ({ xml: "<x/>" }),
  "sso.recordTest": () => ({
    identity: { subject: "planted", email: null, isEmailVerified: null, name: "", groups: [] },
  }),
  "sso.removeDomain": ({ emailDomainId }) => ({ emailDomainId }),
  "sso.revokeScimToken": () => ({}),
  "sso.rotateScimToken": () => ({}),
  "sso.saveOidc": () => ({ name: "planted", issuer: "https://planted.test", clientId: "planted" }),
  "sso.saveSaml": () => ({
    name: "planted",
    entityId: "planted",
    entryPoint: "https://planted.test",
    certificates: [IDP.certificate],
  }),
  "sso.unlink": ({ personId }) => ({ personId }),
  "sso.updateAccess": () => ({ allowJit: true, defaultRole: "viewer", groupRoles: [] }),
  "sso.verifyDomain": ({ emailDomainId }) => ({ emailDomainId }),
  "signInPolicy.get": () => ({}),
  "signInPolicy.update": () => ({ requireTwoFactor: false }),
  "strategy.list": () => ({}),
  "invoice.get": () => ({ invoiceId: "in_theirs" }),
  "invoice.list": () => ({}),
  "invoice.previewNext": () => ({}),
  "paymentMethod.choose": () => ({ paymentMethodId: "pm_theirs" }),
  "paymentMethod.list": () => ({}),
  "paymentMethod.remove": () => ({ paymentMethodId: "pm_theirs" }),
  "addOn.list": () => ({}),
  "addOn.preview": () => ({ addOn: "extra-bots", quantity: 1 }),
  "addOn.set": () => ({
    addOn: "extra-bots",
    quantity: 1,
    from: { plan: "starter", interval: "month", quantity: 0 },
  }),
  "subscription.cancel": () => ({}),
  "subscription.changePlan": () => ({
    plan: "professional",
    interval: "month",
    from: { plan: "starter", interval: "month" },
  }),
  "subscription.dropScheduledChange": () => ({}),
  "subscription.pause": () => ({}),
  "subscription.redeemCode": () => ({ code: "THEIRS" }),
  "subscription.get": () => ({}),
  "subscription.previewChange": () => ({ plan: "professional", interval: "month" }),
  "subscription.resume": () => ({}),
  "tenant.close": () => ({ confirmName: "not its name" }),
  "tenant.info": () => ({}),
  "tenant.getState": () => ({}),
  "tenant.rename": () => ({ name: "Renamed" }),
  "tenant.restore": () => ({}),
  "limit.get": () => ({ meter: "bots" }),
  "limit.list": () => ({}),
  "usage.alerts": () => ({}),
  "usage.get": () => ({}),
  "usage.history": () => ({ meter: "api_calls" }),
  "usage.outlook": () => ({ meter: "api_calls" }),
  "usageSetting.get": () => ({}),
  "usageSetting.update": () => ({
    thresholds: [80],
    isMailed: false,
    isOverageOn: false,
    spendCapMinor: 500,
  }),
  "usage.track": () => ({ records: [{ id: "planted", meter: "strategies", amount: 1 }] }),
};

/** Input fields that hold ids of a tenant's things: with a neighbour's id the answer is *not found*. */
export const ID_FIELDS =
  /(?:backtest|dataset|bot|order|member|invitation|domain|key|emailDomain|person|group)Id"/;

/** Fills a tenant with one of everything, through the real verbs. */
export async function fillTenant(harness: Harness, tenant: MintedTenant): Promise<Belongings> {
  const { importCandles } = await import("#server/modules/market-data/index.ts");
  const { startBacktest } = await import("#server/modules/backtests/index.ts");
  const { createBot } = await import("#server/modules/bots/index.ts");
  const { inviteMembers, listInvitations, listMembers } = await import("#server/modules/members/index.ts");
  const { createKey } = await import("#server/modules/api-keys/index.ts");
  const ctx = tenant.ctx();
  const dataset = await importCandles.call(ctx, { name: "own", csv: new Blob([CSV]).stream() });
  const backtest = await startBacktest.call(ctx, {
    requestId: "of-this-tenant",
    source: { type: "dataset", datasetId: dataset.id },
    strategy: "sma-cross",
  });
  const bot = await createBot.call(ctx, {
    requestId: "of-this-tenant",
    name: "own",
    market: "BTC-USD",
    timeframe: "1h",
    strategy: "sma-cross",
  });
  await inviteMembers.call(ctx, { emails: [`invited@${tenant.tenant.slug}.test`], role: "viewer" });
  const [invitation] = await listInvitations.call(ctx, {});
  const {
    members: [member],
  } = await listMembers.call(ctx, {});
  const domainId = ctx.newId();
  await ctx.db.domain.create({ data: { id: domainId, host: "trade.neighbour.test", createdAt: ctx.now() } });
  await grantApiAccess(tenant);
  const { key } = await createKey.call(ctx, { name: "own", scopes: ["bot:read"] });
  const directory = await plantDirectory(harness, tenant);
  return {
    datasetId: dataset.id,
    backtestId: backtest.id,
    botId: bot.id,
    memberId: member?.id ?? "",
    invitationId: invitation?.id ?? "",
    domainId,
    keyId: key.id,
    ...directory,
  };
}
