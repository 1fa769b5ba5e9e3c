import { EngineError } from "./engine-error.ts";
import { Run, TRADING_MODES } from "./run.ts";
import { type RunSettings, resolveSettings } from "./settings.ts";
import { readBoolean, readNumber, readSnapshot, readText, type Snapshot } from "./snapshot-reading.ts";
import { resolveParameters, type StrategyDefinition } from "./strategy.ts";

const VERSION = 1;

const NUMBERS = [
  "bars",
  "time",
  "close",
  "cash",
  "totalFees",
  "quantity",
  "dust",
  "entryPrice",
  "entryTime",
  "entryBar",
  "tradeFees",
  "exitPrice",
  "exitTime",
  "exitBar",
  "exitQuantity",
  "exitReason",
  "exitTag",
  "nextOrderId",
] as const satisfies readonly (keyof Run)[];

/** The whole run as JSON; trades already reported by `step` are not part of it. */
export function saveRun(run: Run): Snapshot {
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, run[name]]));
  return {
    version: VERSION,
    strategy: run.definition.name,
    params: { ...run.params },
    settings: { ...run.settings },
    machine: run.machine.save(),
    mode: run.mode,
    isExitWanted: run.isExitWanted,
    entry: run.entry.save(),
    exit: run.exit.save(),
    stopLoss: run.stopLoss.save(),
    takeProfit: run.takeProfit.save(),
    ...numbers,
  };
}

function readSettings(saved: Snapshot): RunSettings {
  const { cash, size, takerFee, makerFee, slippageBps, fillPolicy, stopLoss, takeProfit } = saved;
  if (fillPolicy !== "next_open" && fillPolicy !== "same_close") {
    throw new EngineError("invalid_snapshot", "fillPolicy", "The saved fill policy is unknown");
  }
  const number = (value: Snapshot[string] | undefined): number =>
    typeof value === "number" ? value : Number.NaN;
  const numberOrNull = (value: Snapshot[string] | undefined): number | null =>
    value === null ? null : number(value);
  return resolveSettings({
    cash: number(cash),
    size: number(size),
    takerFee: number(takerFee),
    makerFee: number(makerFee),
    slippageBps: number(slippageBps),
    fillPolicy,
    stopLoss: numberOrNull(stopLoss),
    takeProfit: numberOrNull(takeProfit),
    amountStep: readNumber(saved, "amountStep"),
    priceTick: readNumber(saved, "priceTick"),
    minNotional: readNumber(saved, "minNotional"),
    finalizeTrades: readBoolean(saved, "finalizeTrades"),
  });
}

/** The run as it was saved. Throws `EngineError("invalid_snapshot")` when it is of another strategy or version. */
export function restoreRun(definition: StrategyDefinition, saved: Snapshot): Run {
  if (saved.version !== VERSION)
    throw new EngineError("invalid_snapshot", "version", "Saved by another version");
  if (readText(saved, "strategy") !== definition.name) {
    throw new EngineError("invalid_snapshot", "strategy", `The saved run is not of ${definition.name}`);
  }
  const params = resolveParameters(definition, readSnapshot(saved, "params"));
  const run = new Run(definition, params, readSettings(readSnapshot(saved, "settings")));
  for (const name of NUMBERS) run[name] = readNumber(saved, name);
  const mode = readText(saved, "mode");
  run.mode = TRADING_MODES.find((known) => known === mode) ?? "reducing";
  run.isExitWanted = readBoolean(saved, "isExitWanted");
  run.entry.restore(readSnapshot(saved, "entry"));
  run.exit.restore(readSnapshot(saved, "exit"));
  run.stopLoss.restore(readSnapshot(saved, "stopLoss"));
  run.takeProfit.restore(readSnapshot(saved, "takeProfit"));
  run.machine.restore(readSnapshot(saved, "machine"));
  return run;
}
