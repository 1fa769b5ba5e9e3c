import type Stripe from "stripe";
import type { Writer } from "./store.ts";
import type { Wire } from "./wire.ts";

export type EventType = Stripe.Event["type"];
export type EventObject<T extends EventType> = Wire<Extract<Stripe.Event, { type: T }>["data"]["object"]>;

/** The API call an event came from; nulls when the sandbox acted by itself (a renewal, an expiry). */
export interface Origin {
  requestId: string | null;
  idempotencyKey: string | null;
}

export interface Merchant {
  name: string;
  country: string;
  /** Where the hosted pages are reached, without a trailing slash. */
  publicUrl: string;
}

/** One all-or-nothing change of the sandbox's world: its state, its clock, its ids, and the events it causes. */
export interface Tx extends Writer {
  /** Unix seconds on the sandbox's own clock. */
  readonly now: number;
  /** Milliseconds of the wall clock: what webhooks go by. */
  readonly wallNowMs: number;
  readonly merchant: Merchant;
  newId(prefix: string): string;
  /** The same change at another moment: of a test clock, or of what is looked ahead to. */
  at(seconds: number): Tx;
  emit<T extends EventType>(type: T, object: EventObject<T>, before?: EventObject<T>): void;
}
