import type { Actor } from "./actor.ts";

/** The platform registers its concrete types here by declaration merging, so that the kernel imports nothing. */
// biome-ignore lint/suspicious/noEmptyInterface: filled in by server/platform.
export interface Register {}

export type TenantDb = Register extends { tenantDb: infer D } ? D : never;
export type SystemDb = Register extends { systemDb: infer D } ? D : never;
export type Ports = Register extends { ports: infer P } ? P : never;

/** `closed` can be restored for a while; `erasing` is on its way to nothing and comes back never. */
export const TENANT_STATUSES = ["active", "suspended", "closed", "erasing"] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

/** `unpaid` lifts by itself when paid; what the operator suspended, the operator reactivates. */
export const SUSPENDED_REASONS = ["unpaid", "operator"] as const;
export type SuspendedReason = (typeof SUSPENDED_REASONS)[number];

export interface TenantInfo {
  id: string;
  slug: string;
  name: string;
  status: TenantStatus;
  /** Set while it is suspended. */
  suspendedReason?: SuspendedReason;
}

/** Something that happened, told to whoever subscribes in the worker. */
export interface DomainEvent {
  type: string;
  [key: string]: unknown;
}

export interface AuditEntry {
  entityId: string;
  before?: unknown;
  after?: unknown;
  /** Whose activity it is, where that is not the actor: the person whom a failed sign-in named. */
  userId?: string;
}

/** Where a request came from, for the audit log and for the list of sessions. */
export interface Client {
  address: string;
  userAgent: string;
  /** ISO 3166 code, when a trusted proxy says it. */
  country?: string;
  /** Hash of the token in the browser's device cookie. */
  deviceHash?: string;
  /** The site whose page asked; left out where there is none, which means the root domain. */
  site?: Site;
}

/** Where the product is being used. The doors work it out from the host; it names and links, and grants nothing. */
export interface Site {
  /** As the browser writes it, e.g. `https://trade.acme.test`. */
  origin: string;
  /** Before every path: empty on a tenant's own host, `/tenant/SLUG` on the root domain. */
  basePath: string;
  /** Null on the root domain itself. */
  tenant: TenantInfo | null;
}

/**
 * What a transaction may write: the tables that never move (`control`), or those that the tenant takes along when it
 * moves (`data`). They are one database, unless the tenant lives in one of its own.
 */
export type Plane = "control" | "data";

interface BaseCtx {
  actor: Actor;
  client: Client;
  ports: Ports;
  now(): Date;
  newId(): string;
}

/** One request of one actor to one tenant. `db` sees this tenant's rows and no others. */
export interface Ctx extends BaseCtx {
  tenant: TenantInfo;
  db: TenantDb;
  /** `plane` is `control` by default. */
  transaction: <T>(work: (tx: Transaction<Ctx>) => Promise<T>, plane?: Plane) => Promise<T>;
}

/** The few verbs that stand outside any tenant: sign-up, public plans, webhook intake, the operator's. */
export interface PlatformCtx extends BaseCtx {
  db: SystemDb;
  transaction: <T>(work: (tx: Transaction<PlatformCtx>) => Promise<T>, plane?: Plane) => Promise<T>;
}

/** What a command may do before its commit. `ctx.db` is bound to the transaction. */
export interface Transaction<C> {
  ctx: C;
  recordAudit(verb: string, entry: AuditEntry & { tenantId?: string }): Promise<void>;
  emit(events: readonly (DomainEvent & { tenantId?: string | null })[]): Promise<void>;
}
