import { enqueueEvent } from "../webhooks/enqueue.ts";
import { previousAttributes } from "./changes.ts";
import type { IdSource } from "./ids.ts";
import { collection, type Store } from "./store.ts";
import type { Merchant, Origin, Tx } from "./tx.ts";

export const API_VERSION = "2026-10-28.endive";

/** The wall clock. A sleep ends early, quietly, when the signal aborts. */
export interface WallClock {
  now(): Date;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const clockOffset = collection<{ id: "clock"; ms: number }>("sandbox.clock");
const BY_ITSELF: Origin = { requestId: null, idempotencyKey: null };

interface WorldOptions {
  store: Store;
  clock: WallClock;
  newId: IdSource;
  merchant: Merchant;
}

/** The state with its clock, which runs with the wall clock but may be moved ahead, and survives a restart. */
export function createWorld({ store, clock, newId, merchant }: WorldOptions) {
  const offsetMs = () => store.get(clockOffset, "clock")?.ms ?? 0;
  const wallNowMs = () => clock.now().getTime();
  const nowMs = () => wallNowMs() + offsetMs();

  return {
    store,
    merchant,
    nowMs,
    wallNowMs,
    newId,
    moveClock(ms: number): void {
      store.transact((writer) => writer.put(clockOffset, { id: "clock", ms: offsetMs() + ms }));
    },
    /** @param at Unix seconds, when the change happens at a moment other than now (a timer that is overdue) */
    transact<T>(work: (tx: Tx) => T, origin: Origin = BY_ITSELF, at = Math.floor(nowMs() / 1000)): T {
      return store.transact((writer) => {
        const txAt = (now: number): Tx => ({
          ...writer,
          now,
          wallNowMs: wallNowMs(),
          merchant,
          newId,
          at: txAt,
          emit(type, object, before) {
            const data = before
              ? { object, previous_attributes: previousAttributes(before, object) }
              : { object };
            enqueueEvent(writer, {
              event: {
                id: newId("evt"),
                object: "event",
                api_version: API_VERSION,
                created: now,
                data,
                livemode: false,
                pending_webhooks: 0,
                request: { id: origin.requestId, idempotency_key: origin.idempotencyKey },
                type,
              },
              wallNowMs: wallNowMs(),
              newId,
            });
          },
        });
        return work(txAt(at));
      });
    },
  };
}

export type World = ReturnType<typeof createWorld>;
