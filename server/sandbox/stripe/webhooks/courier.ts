import { webhookEndpoints } from "../core/collections.ts";
import type { Store } from "../core/store.ts";
import { readFaults, setFaults } from "./faults.ts";
import { type Delivery, deliveries, endpointSecrets, events } from "./records.ts";
import { signatureHeader } from "./signature.ts";
import { notificationOf, thinEvents } from "./thin-events.ts";

/** Seconds between one failed attempt and the next; after the last the delivery is given up. */
export const RETRY_SECONDS = [5, 30, 120, 600, 3600, 21_600, 86_400];
const POST_TIMEOUT_MS = 10_000;

/** @returns the HTTP status, or throws when no answer came. */
export type PostWebhook = (url: string, body: string, headers: Record<string, string>) => Promise<number>;

export const postByFetch: PostWebhook = async (url, body, headers) => {
  const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
  const answer = await fetch(url, { method: "POST", body, headers, signal, redirect: "manual" });
  await answer.body?.cancel();
  return answer.status;
};

interface CourierOptions {
  store: Store;
  wallNowMs(): number;
  post: PostWebhook;
}

/** Delivers what is due, at least once, one after another; what fails comes again later. */
export function createCourier({ store, wallNowMs, post }: CourierOptions) {
  let running: Promise<number> | undefined;

  const pending = () => store.all(deliveries).filter(({ state }) => state === "pending");

  async function attempt(delivery: Delivery): Promise<void> {
    const outcome = await send(delivery);
    const attempts = delivery.attempts + 1;
    const waitSeconds = RETRY_SECONDS[attempts - 1];
    store.transact((writer) => {
      if (outcome.isDelivered) settleEvent(delivery);
      writer.put(deliveries, {
        ...delivery,
        attempts,
        state: outcome.isDelivered ? "delivered" : waitSeconds === undefined ? "failed" : "pending",
        dueAt: wallNowMs() + (waitSeconds ?? 0) * 1000,
        lastOutcome: outcome.text,
      });

      function settleEvent({ event: id }: Delivery): void {
        const event = writer.get(events, id);
        if (!event) return;
        writer.put(events, { ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
      }
    });
  }

  async function send(delivery: Delivery): Promise<{ isDelivered: boolean; text: string }> {
    const faults = readFaults(store);
    if (faults.fail > 0) {
      store.transact((writer) => setFaults(writer, { fail: faults.fail - 1 }));
      return { isDelivered: false, text: "failed by a fault" };
    }
    const endpoint = store.get(webhookEndpoints, delivery.endpoint);
    const secret = store.get(endpointSecrets, delivery.endpoint)?.secret;
    const thin = store.get(thinEvents, delivery.event);
    const event = thin ? notificationOf(thin) : store.get(events, delivery.event);
    if (!endpoint || !secret || !event) return { isDelivered: true, text: "the endpoint is gone" };
    const body = JSON.stringify(event, null, 2);
    try {
      const status = await post(endpoint.url, body, {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "stripe-signature": signatureHeader(body, secret, Math.floor(wallNowMs() / 1000)),
      });
      return { isDelivered: status >= 200 && status < 300, text: `HTTP ${status}` };
    } catch (error) {
      return { isDelivered: false, text: error instanceof Error ? error.message : String(error) };
    }
  }

  async function deliverAll(): Promise<number> {
    const due = pending().filter(({ dueAt }) => dueAt <= wallNowMs());
    due.sort((a, b) => a.dueAt - b.dueAt);
    if (readFaults(store).reorder) due.reverse();
    for (const delivery of due) await attempt(delivery);
    return due.length;
  }

  return {
    /** Tries everything due now, once. @returns how many attempts were made. */
    deliverDue(): Promise<number> {
      running ??= deliverAll().finally(() => {
        running = undefined;
      });
      return running;
    },
    nextDueAt: (): number | undefined => pending().reduce<number | undefined>(earliest, undefined),
  };
}

const earliest = (soonest: number | undefined, { dueAt }: Delivery): number =>
  Math.min(soonest ?? Infinity, dueAt);
