import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import pg from "pg";
import type { Database } from "./database/open-database.ts";

export type SignalListener = (message: unknown) => void;

/**
 * At-most-once messages between everything that runs on one database. Losing one costs a poll, never data. The publishing
 * process has heard its own before `publish` returns, so that nobody reads there what they have just changed as it was.
 */
export interface Signal {
  publish(channel: string, message: unknown): void;
  /** @returns a function that ends the subscription. */
  subscribe(channel: string, listener: SignalListener): () => void;
  close(): Promise<void>;
}

/** For the embedded database: one process, so an emitter is enough. */
export function localSignal(): Signal {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    publish: (channel, message) => void emitter.emit(channel, message),
    subscribe: (channel, listener) => subscribe(emitter, channel, listener),
    async close() {
      emitter.removeAllListeners();
    },
  };
}

const WIRE_CHANNEL = "marque";
const MAX_PAYLOAD_BYTES = 7_900;
const RECONNECT_MS = 1_000;

/** For PostgreSQL: `LISTEN/NOTIFY` on a connection of its own, re-opened when it breaks, tells the other processes. */
export async function postgresSignal(url: string, database: Database, onError: (error: Error) => void) {
  const self = randomUUID();
  const emitter = new EventEmitter().setMaxListeners(0);
  const pool = database.pool({ role: "system" });
  let listening: pg.Client | undefined;
  let isClosed = false;

  async function listen(): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    client.on("notification", ({ payload = "" }) => {
      const { from, channel, message } = JSON.parse(payload);
      if (from !== self) emitter.emit(channel, message);
    });
    client.on("error", onError);
    try {
      await client.connect();
      await client.query(`LISTEN ${WIRE_CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    // Only now: a failed attempt both rejects and ends, and must lead to one more attempt, not two.
    client.once("end", reconnect);
    listening = client;
  }

  function reconnect(): void {
    if (isClosed) return;
    setTimeout(() => listen().catch(reconnect), RECONNECT_MS).unref();
  }

  await listen();
  const signal: Signal = {
    publish(channel, message) {
      const payload = JSON.stringify({ from: self, channel, message });
      if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES)
        throw new Error(`Signal on ${channel} is too large.`);
      emitter.emit(channel, message);
      pool.query("select pg_notify($1, $2)", [WIRE_CHANNEL, payload]).catch(onError);
    },
    subscribe: (channel, listener) => subscribe(emitter, channel, listener),
    async close() {
      isClosed = true;
      emitter.removeAllListeners();
      await listening?.end();
    },
  };
  return signal;
}

function subscribe(emitter: EventEmitter, channel: string, listener: SignalListener): () => void {
  emitter.on(channel, listener);
  return () => void emitter.off(channel, listener);
}
