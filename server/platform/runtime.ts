import { type Clock, openClock } from "./clock.ts";
import { DATABASE_URL_PURPOSE, HOMES_SIGNAL, openHomes } from "./database/homes.ts";
import type { Database } from "./database/open-database.ts";
import { bindDatabases } from "./database/tenant-db.ts";
import { openDns } from "./dns.ts";
import type { Env } from "./env.ts";
import { openHttp } from "./http.ts";
import { openLive } from "./live.ts";
import { openLog } from "./log.ts";
import { openMailer } from "./mailer.ts";
import type { PlatformPorts, StripePort } from "./ports.ts";
import { openQueue } from "./queue.ts";
import { openRateLimit } from "./rate-limit.ts";
import { localSignal, postgresSignal } from "./signal.ts";
import { readAuditKey } from "./vault/audit-key.ts";
import { databaseKeyStore } from "./vault/key-store.ts";
import { readMasterKeys } from "./vault/master-key.ts";
import { openVault } from "./vault/vault.ts";

export interface RuntimeParts {
  env: Env;
  database: Database;
  stripe: StripePort;
  authSecret: string;
  clock?: Clock;
  mailboxUrl?: string | null;
}

/** Opens every port over a database that is already migrated. */
export async function openPorts({
  env,
  database,
  stripe,
  authSecret,
  clock,
  mailboxUrl = null,
}: RuntimeParts): Promise<PlatformPorts> {
  const log = openLog(env.LOG_LEVEL);
  const time = clock ?? openClock(env.MANUAL_CLOCK);
  const signal = env.DATABASE_URL
    ? await postgresSignal(env.DATABASE_URL, database, (error) => log.error({ err: error }, "signal"))
    : localSignal();
  const homes = openHomes({ control: database, urlOf, secret: authSecret });
  const databases = bindDatabases(homes);
  const keyStore = databaseKeyStore(databases.systemDb.client);
  const masterKeys = readMasterKeys(env, authSecret);
  const vault = openVault(keyStore, masterKeys, time);
  async function urlOf(name: string) {
    const row = await databases.systemDb.client.tenantDatabase.findUnique({ where: { name } });
    if (!row) throw new Error(`No database is known by the name ${name}.`);
    return vault.open("platform", DATABASE_URL_PURPOSE, row.url);
  }
  await homes.refresh();
  signal.subscribe(
    HOMES_SIGNAL,
    () => void homes.refresh().catch((error) => log.error({ err: error }, "homes")),
  );
  return {
    ...databases,
    homes,
    vault,
    env,
    log,
    database,
    signal,
    stripe,
    memory: new Map(),
    authSecret,
    auditKey: await readAuditKey(keyStore, masterKeys, time.now()),
    clock: time,
    http: openHttp({ allowPrivate: env.ALLOW_PRIVATE_ADDRESSES }),
    mailer: openMailer(env, time),
    mailboxUrl,
    rateLimit: openRateLimit(env, time, log),
    dns: openDns({ servers: env.DNS_SERVERS }),
    live: openLive(signal),
    queue: await openQueue(database, signal, log),
  };
}

/** Closes in the order that loses nothing: jobs first, the database last. */
export async function closePorts(ports: PlatformPorts): Promise<void> {
  await ports.queue.close();
  await ports.http.close();
  await ports.rateLimit.close();
  await ports.signal.close();
  await ports.homes.close();
  await ports.database.close();
}
