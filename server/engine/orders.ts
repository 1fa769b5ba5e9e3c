import type { OrderSlot } from "./order-slot.ts";
import type { DenialReason } from "./outbox.ts";
import { roundDown, roundUp } from "./pricing.ts";
import type { Run } from "./run.ts";

function submit(run: Run, slot: OrderSlot): void {
  slot.open(run.nextOrderId++);
  slot.decidedAt = run.time;
  run.outbox.submit(slot);
}

export function requestCancel(run: Run, slot: OrderSlot): void {
  if (!slot.isWorking || slot.isCanceling) return;
  slot.isCanceling = true;
  run.outbox.cancel(slot);
}

/** Opens an entry with the share of cash the settings allow; what cannot be opened is denied by name. */
export function enterLong(run: Run): void {
  if (run.quantity > 0 && !run.exit.isWorking) return;
  if (run.entry.isWorking) return;
  const denial = findEntryDenial(run);
  if (denial !== undefined) {
    run.outbox.deny(denial);
    return;
  }
  run.entry.budget = run.cash * run.settings.size;
  submit(run, run.entry);
}

function findEntryDenial(run: Run): DenialReason | undefined {
  if (run.exit.isWorking) return "POSITION_STILL_CLOSING";
  if (run.mode !== "active") return "TRADING_HALTED";
  const { size, takerFee, amountStep, minNotional } = run.settings;
  const budget = run.cash * size;
  if (budget <= 0 || budget < run.close * (1 + takerFee) * amountStep) return "INSUFFICIENT_BALANCE";
  if (budget < minNotional * (1 + takerFee)) return "NOTIONAL_BELOW_MINIMUM";
  return undefined;
}

/** Wants the position closed, and takes the first step towards it. */
export function requestExit(run: Run, reason: number, tag: number): void {
  requestCancel(run, run.entry);
  if (run.quantity === 0 && !run.entry.isWorking) return;
  run.isExitWanted = true;
  run.exitReason = reason;
  run.exitTag = tag;
  pursueExit(run);
}

/** Protective orders hold the amount to sell, so they are canceled, and confirmed so, before the exit goes out. */
export function pursueExit(run: Run): void {
  if (run.quantity === 0 || run.exit.isWorking || run.entry.isWorking) return;
  if (run.stopLoss.isWorking || run.takeProfit.isWorking) {
    requestCancel(run, run.stopLoss);
    requestCancel(run, run.takeProfit);
    return;
  }
  run.exit.quantity = run.quantity;
  submit(run, run.exit);
}

/** Places the stop-loss and take-profit of a position that has just been opened. */
export function protectPosition(run: Run): void {
  const { stopLoss, takeProfit, priceTick } = run.settings;
  if (stopLoss !== null && !run.stopLoss.isWorking) {
    run.stopLoss.quantity = run.quantity;
    run.stopLoss.price = roundDown(run.entryPrice * (1 - stopLoss), priceTick);
    submit(run, run.stopLoss);
  }
  if (takeProfit !== null && !run.takeProfit.isWorking) {
    run.takeProfit.quantity = run.quantity;
    run.takeProfit.price = roundUp(run.entryPrice * (1 + takeProfit), priceTick);
    submit(run, run.takeProfit);
  }
}
