import type Stripe from "stripe";
import type { Secret } from "#server/kernel/secret.ts";
import type { Clock } from "./clock.ts";
import type { Homes } from "./database/homes.ts";
import type { Database } from "./database/open-database.ts";
import type { Databases, DbClient } from "./database/tenant-db.ts";
import type { Dns } from "./dns.ts";
import type { Env } from "./env.ts";
import type { Http } from "./http.ts";
import type { Live } from "./live.ts";
import type { Log } from "./log.ts";
import type { Mailer } from "./mailer.ts";
import type { Queue } from "./queue.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Signal } from "./signal.ts";
import type { Vault } from "./vault/vault.ts";

/** The outside world as one value: opened once a process, handed to everything by the context. */
export interface PlatformPorts extends Databases {
  env: Env;
  log: Log;
  clock: Clock;
  database: Database;
  homes: Homes;
  signal: Signal;
  live: Live;
  queue: Queue;
  mailer: Mailer;
  dns: Dns;
  /** The page where a demonstration's mails are read; null where mails are really sent. */
  mailboxUrl: string | null;
  rateLimit: RateLimit;
  vault: Vault;
  /** The way to addresses that a tenant gave us. */
  http: Http;
  stripe: StripePort;
  /**
   * What modules hold for the whole process, by name. Next bundles copies of its own of every module: this is where the
   * copies meet.
   */
  memory: Map<string, unknown>;
  /** Keys the hash chain of the audit log. */
  auditKey: Secret<Uint8Array>;
  /** Signs sessions, tokens and hand-off codes. */
  authSecret: string;
}

export interface StripePort {
  client: Stripe;
  /** The newest first; several while one is being rotated. Empty: the webhook endpoint does not exist. */
  webhookSecrets: readonly string[];
  /** What pages need for Stripe's own form; null: cards are entered on Stripe's page alone. */
  browser: StripeBrowser | null;
}

export interface StripeBrowser {
  publishableKey: string;
  /** Address of Stripe.js. */
  scriptUrl: string;
}

declare module "#server/kernel/ctx.ts" {
  interface Register {
    tenantDb: DbClient;
    systemDb: DbClient;
    ports: PlatformPorts;
  }
}
