import {
  cancelBacktest,
  getBacktest,
  getBacktestCandles,
  getBacktestReport,
  listBacktests,
  startBacktest,
} from "#server/modules/backtests/index.ts";
import { listPlans } from "#server/modules/billing/index.ts";
import {
  createBot,
  deleteBot,
  getBot,
  getBotEquity,
  listBotNotes,
  listBotOrders,
  listBots,
  listBotTrades,
  pauseBot,
  resumeBot,
  startBot,
  stopBot,
} from "#server/modules/bots/index.ts";
import {
  getBranding,
  previewTheme,
  removeLogo,
  updateBranding,
  uploadLogo,
} from "#server/modules/branding/index.ts";
import { getEntitlements } from "#server/modules/entitlements/index.ts";
import {
  datasetCandles,
  deleteDataset,
  listDatasets,
  marketCandles,
} from "#server/modules/market-data/index.ts";
import { listStrategies } from "#server/modules/strategies/index.ts";
import { listMarkets } from "#server/modules/venues/index.ts";
import { mutationOf, queryOf, router } from "./init.ts";
import { liveStream } from "./live.ts";
import { accountRouter } from "./routers/account.ts";
import { addOnsRouter } from "./routers/add-ons.ts";
import { activityRouter, auditRouter } from "./routers/audit.ts";
import { authRouter } from "./routers/auth.ts";
import { invoicesRouter, paymentMethodsRouter, subscriptionsRouter } from "./routers/billing.ts";
import { domainsRouter } from "./routers/domains.ts";
import { keysRouter } from "./routers/keys.ts";
import { invitationsRouter, membersRouter } from "./routers/members.ts";
import { passkeysRouter } from "./routers/passkeys.ts";
import { securityRouter } from "./routers/security.ts";
import { sessionsRouter } from "./routers/sessions.ts";
import { ssoRouter } from "./routers/sso.ts";
import { tenantsRouter } from "./routers/tenant.ts";
import { usageRouter } from "./routers/usage.ts";

export const appRouter = router({
  live: router({ stream: liveStream }),
  account: accountRouter,
  auth: authRouter,
  sessions: sessionsRouter,
  passkeys: passkeysRouter,
  security: securityRouter,
  tenants: tenantsRouter,
  plans: router({ list: queryOf(listPlans) }),
  subscriptions: subscriptionsRouter,
  addOns: addOnsRouter,
  invoices: invoicesRouter,
  paymentMethods: paymentMethodsRouter,
  entitlements: router({ get: queryOf(getEntitlements) }),
  usage: usageRouter,
  keys: keysRouter,
  branding: router({
    get: queryOf(getBranding),
    preview: queryOf(previewTheme),
    update: mutationOf(updateBranding),
    uploadLogo: mutationOf(uploadLogo),
    removeLogo: mutationOf(removeLogo),
  }),
  datasets: router({
    list: queryOf(listDatasets),
    candles: queryOf(datasetCandles),
    delete: mutationOf(deleteDataset),
  }),
  markets: router({ list: queryOf(listMarkets), candles: queryOf(marketCandles) }),
  strategies: router({ list: queryOf(listStrategies) }),
  backtests: router({
    list: queryOf(listBacktests),
    get: queryOf(getBacktest),
    report: queryOf(getBacktestReport),
    candles: queryOf(getBacktestCandles),
    start: mutationOf(startBacktest),
    cancel: mutationOf(cancelBacktest),
  }),
  bots: router({
    list: queryOf(listBots),
    get: queryOf(getBot),
    orders: queryOf(listBotOrders),
    trades: queryOf(listBotTrades),
    notes: queryOf(listBotNotes),
    equity: queryOf(getBotEquity),
    create: mutationOf(createBot),
    start: mutationOf(startBot),
    pause: mutationOf(pauseBot),
    resume: mutationOf(resumeBot),
    stop: mutationOf(stopBot),
    delete: mutationOf(deleteBot),
  }),
  domains: domainsRouter,
  audit: auditRouter,
  activity: activityRouter,
  members: membersRouter,
  sso: ssoRouter,
  invitations: invitationsRouter,
});

export type AppRouter = typeof appRouter;
