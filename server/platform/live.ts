import type { Signal } from "./signal.ts";

/** News for the screens of one tenant: what changed, and a little data where a re-read would be wasteful. */
export interface LiveMessage {
  /** The noun that changed, e.g. `bot`, `backtest`, `subscription`. */
  topic: string;
  id?: string;
  data?: unknown;
}

export interface Live {
  publish(tenantId: string, message: LiveMessage): void;
  subscribe(tenantId: string, listener: (message: LiveMessage) => void): () => void;
  /** News of all tenants, for caches that must forget. */
  subscribeAll(listener: (tenantId: string, message: LiveMessage) => void): () => void;
}

const ALL = "live";

interface Envelope {
  tenantId: string;
  message: LiveMessage;
}

export function openLive(signal: Signal): Live {
  const subscribeTo = (channel: string, listener: (envelope: Envelope) => void) =>
    signal.subscribe(channel, (envelope) => listener(envelope as Envelope)); // published just below only
  return {
    publish(tenantId, message) {
      const envelope: Envelope = { tenantId, message };
      signal.publish(`${ALL}:${tenantId}`, envelope);
      signal.publish(ALL, envelope);
    },
    subscribe: (tenantId, listener) => subscribeTo(`${ALL}:${tenantId}`, ({ message }) => listener(message)),
    subscribeAll: (listener) => subscribeTo(ALL, ({ tenantId, message }) => listener(tenantId, message)),
  };
}
