import {
  type Candle,
  type Candles,
  type Command,
  candleAt,
  createRun,
  type Run,
  type RunEvent,
  type RunSettings,
  restoreRun,
  type StrategyDefinition,
  type SubmitCommand,
  saveRun,
  step,
  type Trade,
} from "#server/engine/index.ts";

/** A venue as plain as can be, written apart from the engine's own broker: it answers every command of `step`. */
export class PlainVenue {
  readonly trades: Trade[] = [];
  readonly denials: string[] = [];
  readonly orders = new Map<number, SubmitCommand>();
  private run: Run;
  private readonly settings: RunSettings;

  constructor(run: Run) {
    this.run = run;
    this.settings = run.settings;
  }

  get current(): Run {
    return this.run;
  }

  send(event: RunEvent): void {
    for (const command of step(this.run, event)) this.receive(command);
  }

  /** Saves the run as JSON and goes on with the copy. */
  restart(definition: StrategyDefinition): void {
    this.run = restoreRun(definition, JSON.parse(JSON.stringify(saveRun(this.run))));
  }

  /** Fills what this bar reaches: market orders at the open, then the stop, then the limit. */
  match({ time, open, high, low }: Candle): void {
    const slip = this.settings.slippageBps / 10_000;
    for (const order of [...this.orders.values()]) {
      if (order.type === "market")
        this.fill(order, time, open * (order.side === "buy" ? 1 + slip : 1 - slip), true);
    }
    const stop = [...this.orders.values()].find((order) => order.type === "stop");
    if (stop !== undefined && low <= stop.price)
      this.fill(stop, time, Math.min(open, stop.price) * (1 - slip), true);
    const limit = [...this.orders.values()].find((order) => order.type === "limit");
    if (limit !== undefined && high >= limit.price)
      this.fill(limit, time, Math.max(open, limit.price), false);
  }

  private receive(command: Command): void {
    if (command.kind === "submit") this.orders.set(command.orderId, command);
    else if (command.kind === "trade") this.trades.push(command.trade);
    else if (command.kind === "deny") this.denials.push(command.reason);
    else if (this.orders.delete(command.orderId)) {
      this.send({ kind: "order", orderId: command.orderId, status: "canceled" });
    }
  }

  private fill(order: SubmitCommand, time: number, price: number, isTaker: boolean): void {
    this.orders.delete(order.orderId);
    const ratio = isTaker ? this.settings.takerFee : this.settings.makerFee;
    const perUnit = 1 / this.settings.amountStep;
    let quantity = order.quantity;
    if (order.side === "buy") {
      quantity = Math.floor((order.budget / (price * (1 + ratio))) * perUnit) / perUnit;
      if (quantity * price * (1 + ratio) > order.budget)
        quantity = Math.round(quantity * perUnit - 1) / perUnit;
    }
    if (quantity <= 0) {
      this.send({ kind: "order", orderId: order.orderId, status: "rejected" });
      return;
    }
    const fee = price * quantity * ratio;
    this.send({ kind: "fill", orderId: order.orderId, time, price, quantity, fee, feeCurrency: "quote" });
    this.send({ kind: "order", orderId: order.orderId, status: "filled" });
  }
}

export interface StepByStep {
  readonly trades: Trade[];
  readonly equity: number[];
  readonly run: Run;
}

/** A run over candles one event at a time, restarted from its JSON after each bar for which `restartsAfter` says so. */
export function runStepByStep(
  candles: Candles,
  definition: StrategyDefinition,
  params: Record<string, number>,
  settings: Partial<RunSettings>,
  restartsAfter: (bar: number) => boolean = () => false,
): StepByStep {
  const venue = new PlainVenue(createRun(definition, params, settings));
  const equity: number[] = [];
  for (let i = 0; i < candles.length; i++) {
    const candle = candleAt(candles, i);
    venue.match(candle);
    venue.send({ kind: "candle", candle, isLate: false });
    equity.push(venue.current.cash + venue.current.quantity * candle.close);
    if (restartsAfter(i)) venue.restart(definition);
  }
  return { trades: venue.trades, equity, run: venue.current };
}
