import type { Periodic, PlatformEvent, Subscriber } from "#server/kernel/background.ts";
import { keepAnchors } from "#server/modules/audit/index.ts";
import { purgeSignIns } from "#server/modules/auth/index.ts";
import { backtestRunner } from "#server/modules/backtests/index.ts";
import {
  applyStripeEvents,
  backFillStripeEvents,
  followTenant,
  placeStripeEvents,
  reconcileSubscriptions,
  recoverWhenPaid,
  watchArrears,
} from "#server/modules/billing/index.ts";
import {
  createBotRunner,
  pauseBotsOverPlan,
  stopBotsOfClosed,
  watchBotLimits,
} from "#server/modules/bots/index.ts";
import { recheckDomains } from "#server/modules/domains/index.ts";
import { sampleLevels } from "#server/modules/limits/index.ts";
import { endMemberSessions, mailInvitation, mailNewOwner } from "#server/modules/members/index.ts";
import {
  mailAccountLinks,
  mailAccountNotices,
  tellOfArrears,
  tellOfBilling,
  tellOfBots,
  tellOfDomain,
  tellOfEmailDomain,
  tellOfLifecycle,
  tellOfUsage,
  tellOperators,
  welcomeOwner,
} from "#server/modules/notifications/index.ts";
import { eraseTenants } from "#server/modules/privacy/index.ts";
import { endUnlinkedSessions, recheckSsoDomains } from "#server/modules/sso/index.ts";
import { followPlan, pruneUsage, reconcileOverage, reportOverage } from "#server/modules/usage/index.ts";

/** Everyone who hears events. A module that wants to hear exports its subscriber and is listed here. */
export const subscribers: readonly Subscriber[] = [
  applyStripeEvents,
  backtestRunner,
  endMemberSessions,
  endUnlinkedSessions,
  mailInvitation,
  mailNewOwner,
  tellOfArrears,
  pauseBotsOverPlan,
  tellOfBilling,
  tellOfBots,
  tellOfDomain,
  tellOfEmailDomain,
  tellOfLifecycle,
  tellOfUsage,
  tellOperators,
  followPlan,
  followTenant,
  recoverWhenPaid,
  stopBotsOfClosed,
  welcomeOwner,
];

/** Those who hear what concerns no tenant. */
export const platformSubscribers: readonly Subscriber<PlatformEvent>[] = [
  mailAccountLinks,
  mailAccountNotices,
  placeStripeEvents,
];

export const periodics: readonly Periodic[] = [
  eraseTenants,
  watchArrears,
  createBotRunner(),
  watchBotLimits,
  reconcileSubscriptions,
  backFillStripeEvents,
  keepAnchors(),
  recheckDomains,
  recheckSsoDomains,
  purgeSignIns,
  pruneUsage,
  reconcileOverage,
  reportOverage,
  sampleLevels,
];
