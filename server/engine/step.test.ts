import { beforeEach, describe, expect, test } from "vitest";
import type { Command, RunEvent } from "./events.ts";
import { createRun, type Run } from "./run.ts";
import type { RunSettings } from "./settings.ts";
import { step } from "./step.ts";
import { smaCross } from "./strategies/sma-cross.ts";
import { SIGNAL, type StrategyDefinition } from "./strategy.ts";

/** Says at each candle what the test wrote down. */
let signal: number = SIGNAL.hold;
const told: StrategyDefinition = {
  ...smaCross,
  create: () => ({
    advance(_candles, from, _to, signals) {
      if (signal !== SIGNAL.hold) signals.add(from, signal);
    },
    save: () => ({}),
    restore() {},
  }),
};

let run: Run;
let minute: number;
function open(settings: Partial<RunSettings> = {}): void {
  run = createRun(told, {}, { cash: 1000, amountStep: 0.01, ...settings });
  minute = 0;
}
beforeEach(() => open());

function candle(said: number = SIGNAL.hold, isLate = false): Command[] {
  signal = said;
  const time = minute++ * 60_000;
  const bar = { time, open: 100, high: 101, low: 99, close: 100, volume: 1 };
  return step(run, { kind: "candle", candle: bar, isLate });
}

function fill(orderId: number, price: number, quantity: number, more: object = {}): Command[] {
  return step(run, {
    kind: "fill",
    orderId,
    time: 5,
    price,
    quantity,
    fee: 0,
    feeCurrency: "quote",
    ...more,
  });
}

const order = (orderId: number, status: Extract<RunEvent, { kind: "order" }>["status"]): Command[] =>
  step(run, { kind: "order", orderId, status });

const submitted = (commands: Command[]) =>
  commands.flatMap((command) =>
    command.kind === "submit" ? [[command.orderId, command.role, command.quantity]] : [],
  );
const canceled = (commands: Command[]) =>
  commands.flatMap((command) => (command.kind === "cancel" ? [command.role] : []));
const denied = (commands: Command[]) =>
  commands.flatMap((command) => (command.kind === "deny" ? [command.reason] : []));

function hold(settings: Partial<RunSettings> = {}): void {
  open(settings);
  candle(SIGNAL.enterLong);
  fill(1, 100, 10);
  order(1, "filled");
}

test("an entry is a market buy for the funds; its protection goes out when it is filled", () => {
  open({ stopLoss: 0.1, takeProfit: 0.2 });
  const [entry] = candle(SIGNAL.enterLong);
  expect(entry).toEqual({
    kind: "submit",
    orderId: 1,
    role: "entry",
    side: "buy",
    type: "market",
    quantity: 0,
    budget: 1000,
    price: 0,
    decidedAt: 0,
  });
  expect(fill(1, 100, 4)).toEqual([]);
  expect(fill(1, 110, 4)).toEqual([]);
  expect(run.entryPrice).toBe(105);
  const protection = order(1, "filled");
  expect(protection).toMatchObject([
    { role: "stop_loss", side: "sell", type: "stop", quantity: 8, price: 94.5 },
    { role: "take_profit", side: "sell", type: "limit", quantity: 8, price: 126 },
  ]);
});

test("protective prices keep to the tick, away from filling", () => {
  hold({ stopLoss: 0.0333, takeProfit: 0.0333, priceTick: 0.5 });
  expect([run.stopLoss.price, run.takeProfit.price]).toEqual([96.5, 103.5]);
});

test("a fee in base shrinks what was bought, at the same cost", () => {
  open();
  candle(SIGNAL.enterLong);
  fill(1, 100, 10, { fee: 0.1, feeCurrency: "base" });
  expect(run.quantity).toBeCloseTo(9.9, 12);
  expect(run.cash).toBeCloseTo(0, 9);
  expect(run.totalFees).toBeCloseTo(10, 12);
});

describe("an exit", () => {
  test("waits until its protection is confirmed canceled", () => {
    hold({ stopLoss: 0.1, takeProfit: 0.2 });
    const asked = candle(SIGNAL.exitLong);
    expect([canceled(asked), submitted(asked)]).toEqual([["stop_loss", "take_profit"], []]);
    expect(order(2, "canceled")).toEqual([]);
    expect(submitted(order(3, "canceled"))).toEqual([[4, "exit", 10]]);
  });

  test("is not sent when the stop filled while it was being canceled", () => {
    hold({ stopLoss: 0.1 });
    candle(SIGNAL.exitLong);
    const [trade] = fill(2, 90, 10);
    expect(trade).toMatchObject({
      kind: "trade",
      trade: { exitReason: "stop_loss", exitPrice: 90, pnl: -100 },
    });
    expect(order(2, "filled")).toEqual([]);
    expect([run.isExitWanted, run.quantity]).toEqual([false, 0]);
  });

  test("sells what a partly filled stop has left", () => {
    hold({ stopLoss: 0.1 });
    candle(SIGNAL.exitLong);
    fill(2, 90, 4);
    expect(submitted(order(2, "canceled"))).toEqual([[3, "exit", 6]]);
    const [trade] = fill(3, 95, 6);
    expect(trade).toMatchObject({ trade: { quantity: 10, exitPrice: 93, exitReason: "signal", pnl: -70 } });
  });

  test("that is rejected protects the position again and is tried at the next candle", () => {
    hold({ stopLoss: 0.1 });
    candle(SIGNAL.exitLong);
    order(2, "canceled");
    expect(submitted(order(3, "rejected"))).toEqual([[4, "stop_loss", 10]]);
    expect(canceled(candle())).toEqual(["stop_loss"]);
    expect(submitted(order(4, "canceled"))).toEqual([[5, "exit", 10]]);
  });

  test("ends the trade when only dust below a step is left", () => {
    hold();
    candle(SIGNAL.exitLong);
    const [trade] = fill(2, 110, 9.996);
    expect(trade).toMatchObject({ trade: { quantity: 9.996 } });
    expect(run.dust).toBeCloseTo(0.004, 12);
    expect(run.quantity).toBe(0);
  });

  test("asked for while the entry is still out waits for the entry's end", () => {
    candle(SIGNAL.enterLong);
    const asked = candle(SIGNAL.exitLong);
    expect([canceled(asked), submitted(asked)]).toEqual([["entry"], []]);
    fill(1, 100, 3);
    expect(submitted(order(1, "canceled"))).toEqual([[2, "exit", 3]]);
  });

  test("by hand is tagged", () => {
    hold();
    const asked = step(run, { kind: "close_position", tag: "closed_by_hand" });
    expect(submitted(asked)).toEqual([[2, "exit", 10]]);
    expect(fill(2, 100, 10)).toMatchObject([{ trade: { exitReason: "signal", tag: "closed_by_hand" } }]);
  });
});

test("the one protective order that fills cancels the other", () => {
  hold({ stopLoss: 0.1, takeProfit: 0.2 });
  const commands = fill(3, 120, 10);
  expect(canceled(commands)).toEqual(["stop_loss"]);
  expect(order(2, "canceled")).toEqual([]);
});

describe("an entry is denied", () => {
  test("on a candle that is seen late, while an exit still goes out", () => {
    expect(denied(candle(SIGNAL.enterLong, true))).toEqual(["STALE_PRICE"]);
    hold();
    expect(submitted(candle(SIGNAL.exitLong, true))).toEqual([[2, "exit", 10]]);
  });

  test("while reducing, until active again", () => {
    step(run, { kind: "mode", mode: "reducing" });
    expect(denied(candle(SIGNAL.enterLong))).toEqual(["TRADING_HALTED"]);
    step(run, { kind: "mode", mode: "active" });
    expect(submitted(candle(SIGNAL.enterLong))).toEqual([[1, "entry", 0]]);
  });

  test("while the last position is still closing", () => {
    hold();
    candle(SIGNAL.exitLong);
    expect(denied(candle(SIGNAL.enterLong))).toEqual(["POSITION_STILL_CLOSING"]);
  });

  test("for want of funds or size", () => {
    open({ cash: 0.5 });
    expect(denied(candle(SIGNAL.enterLong))).toEqual(["INSUFFICIENT_BALANCE"]);
    open({ cash: 20, minNotional: 50 });
    expect(denied(candle(SIGNAL.enterLong))).toEqual(["NOTIONAL_BELOW_MINIMUM"]);
  });
});

test("a rejected entry leaves the run free to enter again", () => {
  candle(SIGNAL.enterLong);
  expect(order(1, "rejected")).toEqual([]);
  expect(submitted(candle(SIGNAL.enterLong))).toEqual([[2, "entry", 0]]);
});

test("a second entry signal while holding does nothing, and events of unknown orders change nothing", () => {
  hold();
  expect(candle(SIGNAL.enterLong)).toEqual([]);
  const before = { cash: run.cash, quantity: run.quantity };
  expect([fill(99, 1, 1), order(99, "filled"), fill(1, 1, 1)]).toEqual([[], [], []]);
  expect({ cash: run.cash, quantity: run.quantity }).toEqual(before);
});
