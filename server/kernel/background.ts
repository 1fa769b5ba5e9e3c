import type { DomainEvent, Ports } from "./ctx.ts";

/** An event as the outbox kept it. */
export interface TenantEvent extends DomainEvent {
  id: string;
  tenantId: string;
}

/** An event about a person or the platform, that belongs to no tenant. */
export interface PlatformEvent extends DomainEvent {
  id: string;
}

/** Hears events after their commit, at least once: a second hearing must be quiet. */
export interface Subscriber<E extends PlatformEvent = TenantEvent> {
  /** Unique; names the queue. */
  name: string;
  events: readonly string[];
  /** How many run at once in one worker process. Default 1. */
  concurrency?: number;
  /** How often a failing run is tried again, waiting twice as long each time. Default 3. */
  retryLimit?: number;
  run(ports: Ports, event: E, signal: AbortSignal): Promise<void>;
}

/** Work that recurs in every worker process, never twice at once in one process. */
export interface Periodic {
  name: string;
  everyMs: number;
  run(ports: Ports, signal: AbortSignal): Promise<void>;
}
