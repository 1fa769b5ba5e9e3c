import { bookFill, finishOrder } from "./account.ts";
import { createCandles, writeCandle } from "./candles.ts";
import { closeBar } from "./close-bar.ts";
import type { CandleEvent, Command, FillEvent, OrderEvent, RunEvent, SubmitCommand } from "./events.ts";
import type { OrderSlot } from "./order-slot.ts";
import { requestExit } from "./orders.ts";
import type { Note } from "./outbox.ts";
import type { Run } from "./run.ts";
import { SIGNAL, SignalList } from "./strategy.ts";
import { EXIT_REASONS, TRADE_TAGS } from "./trade-columns.ts";

const BY_SIGNAL = EXIT_REASONS.indexOf("signal");

const ORDER_TYPES = { entry: "market", exit: "market", stop_loss: "stop", take_profit: "limit" } as const;

const bar = createCandles(1);
const signals = new SignalList();

/**
 * The fold: one event in, the run changed, and what the caller must now do or write down, in order.
 * Events of orders the run does not know, or no longer works, change nothing.
 */
export function step(run: Run, event: RunEvent): Command[] {
  run.outbox.isOn = true;
  apply(run, event);
  const commands = run.outbox.notes.map((note) => commandOf(run, note));
  for (const trade of run.trades.toArray()) commands.push({ kind: "trade", trade });
  run.outbox.notes.length = 0;
  run.trades.clear();
  run.outbox.isOn = false;
  return commands;
}

function apply(run: Run, event: RunEvent): void {
  switch (event.kind) {
    case "candle":
      applyCandle(run, event);
      break;
    case "fill":
      applyFill(run, event);
      break;
    case "order":
      applyOrder(run, event);
      break;
    case "close_position":
      requestExit(run, BY_SIGNAL, TRADE_TAGS.indexOf(event.tag));
      break;
    case "mode":
      run.mode = event.mode;
      break;
    default:
      event satisfies never;
  }
}

function applyCandle(run: Run, { candle, isLate }: CandleEvent): void {
  writeCandle(bar, 0, candle);
  signals.length = 0;
  run.machine.advance(bar, 0, 1, signals);
  run.time = candle.time;
  run.close = candle.close;
  closeBar(run, signals.length > 0 ? signals.kind(0) : SIGNAL.hold, isLate);
}

function applyFill(run: Run, event: FillEvent): void {
  const slot = workingOrder(run, event.orderId);
  if (slot === undefined) return;
  const isInBase = event.feeCurrency === "base";
  run.fill.bar = run.bars;
  run.fill.time = event.time;
  run.fill.price = event.price;
  run.fill.quantity = isInBase ? event.quantity - event.fee : event.quantity;
  run.fill.fee = isInBase ? event.fee * event.price : event.fee;
  bookFill(run, slot);
}

function applyOrder(run: Run, event: OrderEvent): void {
  const slot = workingOrder(run, event.orderId);
  if (slot !== undefined && event.status !== "accepted") finishOrder(run, slot);
}

function workingOrder(run: Run, orderId: number): OrderSlot | undefined {
  for (const slot of [run.entry, run.exit, run.stopLoss, run.takeProfit]) {
    if (slot.isWorking && slot.id === orderId) return slot;
  }
  return undefined;
}

function commandOf(run: Run, note: Note): Command {
  switch (note.kind) {
    case "submit":
      return submitCommand(note.slot);
    case "cancel":
      return { kind: "cancel", orderId: note.slot.id, role: note.slot.role };
    case "deny":
      return { kind: "deny", reason: note.reason, time: run.time };
  }
}

function submitCommand({ id, role, quantity, budget, price, decidedAt }: OrderSlot): SubmitCommand {
  const side = role === "entry" ? "buy" : "sell";
  return {
    kind: "submit",
    orderId: id,
    role,
    side,
    type: ORDER_TYPES[role],
    quantity,
    budget,
    price,
    decidedAt,
  };
}
