import type { OrderSlot } from "./order-slot.ts";
import { protectPosition, pursueExit, requestCancel } from "./orders.ts";
import { affordableQuantity } from "./pricing.ts";
import type { Run } from "./run.ts";
import { EXIT_REASONS } from "./trade-columns.ts";

/** A remainder below this share of the trade is rounding, not an amount. */
const ROUNDING_RATIO = 1e-9;

const STOP_LOSS = EXIT_REASONS.indexOf("stop_loss");
const TAKE_PROFIT = EXIT_REASONS.indexOf("take_profit");

/** Books `run.fill`, a fill of the order in `slot`. */
export function bookFill(run: Run, slot: OrderSlot): void {
  slot.filled += run.fill.quantity;
  run.totalFees += run.fill.fee;
  run.tradeFees = run.quantity === 0 ? run.fill.fee : run.tradeFees + run.fill.fee;
  if (slot.role === "entry") bookEntry(run);
  else bookExit(run, slot);
}

function bookEntry(run: Run): void {
  const { bar, time, price, quantity, fee } = run.fill;
  if (run.quantity === 0) {
    run.entryPrice = price;
    run.entryTime = time;
    run.entryBar = bar;
    run.exitQuantity = 0;
  } else {
    run.entryPrice = (run.entryPrice * run.quantity + price * quantity) / (run.quantity + quantity);
  }
  run.quantity += quantity;
  run.cash -= price * quantity + fee;
}

function bookExit(run: Run, slot: OrderSlot): void {
  const { price, quantity, fee } = run.fill;
  const sold = run.exitQuantity + quantity;
  run.exitPrice =
    run.exitQuantity === 0 ? price : (run.exitPrice * run.exitQuantity + price * quantity) / sold;
  run.exitQuantity = sold;
  run.quantity -= quantity;
  run.cash += price * quantity - fee;
  if (run.quantity < run.settings.amountStep / 2 || run.quantity < sold * ROUNDING_RATIO)
    closeTrade(run, slot);
}

function closeTrade(run: Run, slot: OrderSlot): void {
  run.exitTime = run.fill.time;
  run.exitBar = run.fill.bar;
  if (slot.role !== "exit") {
    run.exitReason = slot.role === "stop_loss" ? STOP_LOSS : TAKE_PROFIT;
    run.exitTag = 0;
  }
  run.trades.push(run);
  run.dust += run.quantity;
  run.quantity = 0;
  run.isExitWanted = false;
  slot.close();
  requestCancel(run, run.exit);
  requestCancel(run, run.stopLoss);
  requestCancel(run, run.takeProfit);
}

/** The venue's last word on an order: filled, canceled, expired or rejected. What is held decides what comes next. */
export function finishOrder(run: Run, slot: OrderSlot): void {
  if (!slot.isWorking) return;
  slot.close();
  if (run.quantity === 0) {
    if (slot.role === "entry") run.isExitWanted = false;
    return;
  }
  if (slot.role === "exit") protectPosition(run);
  else if (run.isExitWanted) pursueExit(run);
  else if (slot.role === "entry") protectPosition(run);
}

/** How much the entry buys at `run.fill.price`; 0 when the funds or the venue's minimum do not allow it. */
export function entryQuantity(run: Run): number {
  const { takerFee, amountStep, minNotional } = run.settings;
  const { price } = run.fill;
  const quantity = affordableQuantity(run.entry.budget, price, takerFee, amountStep);
  return quantity * price < minNotional ? 0 : quantity;
}
