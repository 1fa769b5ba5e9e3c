import type { Periodic } from "#server/kernel/background.ts";
import { deleteLateSlugHolders } from "../tenancy/index.ts";
import { deleteOldDevices } from "./devices/store.ts";
import { deleteOldHandoffs } from "./handoff/store.ts";
import { deleteDeadLinks } from "./links/link-store.ts";
import { deleteEndedSessions } from "./sessions/store.ts";
import { deleteOldTickets } from "./sign-in/ticket-store.ts";
import { deleteQuietThrottles } from "./throttle/store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Ended sessions are kept this long, for questions about the past. */
const SESSION_KEPT_MS = 90 * DAY_MS;

/** Forgets what can mean nothing any more: old codes, links, tickets and counters, devices unseen for a year, sessions long over. */
export const purgeSignIns: Periodic = {
  name: "purge-sign-ins",
  everyMs: HOUR_MS,
  async run({ systemDb: { client }, clock }) {
    const now = clock.now();
    const before = (ms: number) => new Date(now.getTime() - ms);
    await deleteOldHandoffs(client, before(DAY_MS));
    await deleteOldTickets(client, before(DAY_MS));
    await deleteQuietThrottles(client, before(3 * DAY_MS));
    await deleteOldDevices(client, now);
    await deleteDeadLinks(client, before(DAY_MS));
    await deleteLateSlugHolders(client, now);
    await deleteEndedSessions(client, before(SESSION_KEPT_MS));
  },
};
