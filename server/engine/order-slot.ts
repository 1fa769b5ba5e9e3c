import { readBoolean, readNumber, type Snapshot } from "./snapshot-reading.ts";

export const ORDER_ROLES = ["entry", "exit", "stop_loss", "take_profit"] as const;
export type OrderRole = (typeof ORDER_ROLES)[number];

/** The one order a run may have in a role. `id` counts up within the run, so a replay gives the same ids. */
export class OrderSlot {
  readonly role: OrderRole;
  id = 0;
  isWorking = false;
  isCanceling = false;
  /** Base amount to sell; 0 for an entry, which is sized by `budget`. */
  quantity = 0;
  /** Quote to spend, fee included; 0 for anything but an entry. */
  budget = 0;
  /** Stop or limit price; 0 for market orders. */
  price = 0;
  filled = 0;
  /** Open time of the bar on whose close the order was decided. */
  decidedAt = 0;

  constructor(role: OrderRole) {
    this.role = role;
  }

  /** Sizes and price are set on the slot beforehand. */
  open(id: number): void {
    this.id = id;
    this.filled = 0;
    this.isWorking = true;
    this.isCanceling = false;
  }

  close(): void {
    this.isWorking = false;
    this.isCanceling = false;
  }

  save(): Snapshot {
    const { id, isWorking, isCanceling, quantity, budget, price, filled, decidedAt } = this;
    return { id, isWorking, isCanceling, quantity, budget, price, filled, decidedAt };
  }

  restore(saved: Snapshot): void {
    this.id = readNumber(saved, "id");
    this.isWorking = readBoolean(saved, "isWorking");
    this.isCanceling = readBoolean(saved, "isCanceling");
    this.quantity = readNumber(saved, "quantity");
    this.budget = readNumber(saved, "budget");
    this.price = readNumber(saved, "price");
    this.filled = readNumber(saved, "filled");
    this.decidedAt = readNumber(saved, "decidedAt");
  }
}
