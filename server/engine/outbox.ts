import type { OrderSlot } from "./order-slot.ts";

export const DENIAL_REASONS = [
  "INSUFFICIENT_BALANCE",
  "QUANTITY_BELOW_MINIMUM",
  "NOTIONAL_BELOW_MINIMUM",
  "TRADING_HALTED",
  "STALE_PRICE",
  "POSITION_STILL_CLOSING",
] as const;
export type DenialReason = (typeof DENIAL_REASONS)[number];

export type Note =
  | { readonly kind: "submit"; readonly slot: OrderSlot }
  | { readonly kind: "cancel"; readonly slot: OrderSlot }
  | { readonly kind: "deny"; readonly reason: DenialReason };

/** What one event led to, in order. A backtest looks at the order slots instead and leaves it switched off. */
export class Outbox {
  isOn = false;
  denials = 0;
  readonly notes: Note[] = [];

  submit(slot: OrderSlot): void {
    if (this.isOn) this.notes.push({ kind: "submit", slot });
  }

  cancel(slot: OrderSlot): void {
    if (this.isOn) this.notes.push({ kind: "cancel", slot });
  }

  deny(reason: DenialReason): void {
    this.denials++;
    if (this.isOn) this.notes.push({ kind: "deny", reason });
  }
}
