import { OrderSlot } from "./order-slot.ts";
import { Outbox } from "./outbox.ts";
import type { Parameters } from "./parameters.ts";
import { type RunSettings, resolveSettings } from "./settings.ts";
import { resolveParameters, type StrategyDefinition, type StrategyMachine } from "./strategy.ts";
import { TradeColumns } from "./trade-columns.ts";

export const TRADING_MODES = ["active", "reducing"] as const;
export type TradingMode = (typeof TRADING_MODES)[number];

/** The fill being booked, in quote and base. A register of the run, because numbers passed as arguments are allocated. */
export class Fill {
  bar = 0;
  time = 0;
  price = 0;
  quantity = 0;
  fee = 0;
}

/** One life of a strategy: its account, position, orders and indicators. Changed only by the functions beside this file. */
export class Run {
  readonly definition: StrategyDefinition;
  readonly params: Parameters;
  readonly settings: RunSettings;
  readonly machine: StrategyMachine;

  /** Bars closed so far; also the index of the bar now under way. */
  bars = 0;
  time = 0;
  close = 0;
  mode: TradingMode = "active";

  cash: number;
  totalFees = 0;
  /** Base amount held; above zero while a trade is open. */
  quantity = 0;
  /** Base amount left over that is too small to sell. */
  dust = 0;
  entryPrice = 0;
  entryTime = 0;
  entryBar = 0;
  tradeFees = 0;
  exitPrice = 0;
  exitTime = 0;
  exitBar = 0;
  exitQuantity = 0;

  isExitWanted = false;
  exitReason = 0;
  exitTag = 0;

  nextOrderId = 1;
  readonly entry = new OrderSlot("entry");
  readonly exit = new OrderSlot("exit");
  readonly stopLoss = new OrderSlot("stop_loss");
  readonly takeProfit = new OrderSlot("take_profit");

  readonly fill = new Fill();
  readonly trades = new TradeColumns();
  readonly outbox = new Outbox();

  constructor(definition: StrategyDefinition, params: Parameters, settings: RunSettings) {
    this.definition = definition;
    this.params = params;
    this.settings = settings;
    this.machine = definition.create(params);
    this.cash = settings.cash;
  }

  /** Cash plus the position at the last close, in quote. */
  get equity(): number {
    return this.cash + this.quantity * this.close;
  }
}

/** A fresh run. Throws `EngineError` when parameters or settings are wrong. */
export function createRun(
  definition: StrategyDefinition,
  params: Readonly<Record<string, unknown>>,
  settings: Partial<RunSettings> = {},
): Run {
  return new Run(definition, resolveParameters(definition, params), resolveSettings(settings));
}
