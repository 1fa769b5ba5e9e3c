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
}

export function openLive(signal: Signal): Live {
  const channel = (tenantId: string) => `live:${tenantId}`;
  return {
    publish: (tenantId, message) => signal.publish(channel(tenantId), message),
    subscribe: (tenantId, listener) =>
      signal.subscribe(channel(tenantId), (message) => listener(message as LiveMessage)), // published above only
  };
}
