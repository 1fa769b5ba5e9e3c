import type { Candles } from "./candles.ts";
import { barAt, codeAt } from "./columns.ts";
import { EngineError } from "./engine-error.ts";
import {
  defaultParameters,
  findParameterFaults,
  type ParameterDefinition,
  type ParameterFault,
  type Parameters,
} from "./parameters.ts";
import type { Snapshot } from "./snapshot-reading.ts";

/** What a strategy wants at the close of a bar, as small codes so that they fit a column. */
export const SIGNAL = { hold: 0, enterLong: 1, exitLong: 2 } as const;

/** No call of `advance` is asked for more bars than this. */
export const CHUNK_BARS = 1024;

/** The bars that have a signal other than `hold`, in order, with the signal of each. */
export class SignalList {
  length = 0;
  readonly bars = new Int32Array(CHUNK_BARS);
  readonly kinds = new Int8Array(CHUNK_BARS);

  add(bar: number, kind: number): void {
    this.bars[this.length] = bar;
    this.kinds[this.length++] = kind;
  }

  bar(index: number): number {
    return barAt(this.bars, index);
  }

  kind(index: number): number {
    return codeAt(this.kinds, index);
  }
}

/**
 * A strategy at work: a fold over bars. `advance` reads bars `from…to)` and adds their signals to `signals`.
 * Contract: the signal of a bar depends on that bar and earlier ones only, and any chunking gives the same signals.
 * The bars before `from` in the same columns are the ones already seen.
 */
export interface StrategyMachine {
  advance(candles: Candles, from: number, to: number, signals: SignalList): void;
  save(): Snapshot;
  restore(saved: Snapshot): void;
}

/** A kind of strategy: one file in `strategies/`, listed in its index. */
export interface StrategyDefinition {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly explanation: string;
  readonly parameters: readonly ParameterDefinition[];
  /** Faults between parameters that are each in range. */
  findFaults(params: Parameters): ParameterFault[];
  /** Bars before a signal can come. */
  warmupBars(params: Parameters): number;
  create(params: Parameters): StrategyMachine;
}

export type ParameterCheck =
  | { readonly ok: true; readonly params: Parameters }
  | { readonly ok: false; readonly faults: readonly ParameterFault[] };

/** Complete, checked parameters, or every fault by field. */
export function checkParameters(
  definition: StrategyDefinition,
  given: Readonly<Record<string, unknown>>,
): ParameterCheck {
  const faults = findParameterFaults(definition.parameters, given);
  if (faults.length > 0) return { ok: false, faults };
  const params: Record<string, number> = { ...defaultParameters(definition.parameters) };
  for (const [name, value] of Object.entries(given)) if (typeof value === "number") params[name] = value;
  const crossed = definition.findFaults(params);
  return crossed.length > 0 ? { ok: false, faults: crossed } : { ok: true, params };
}

/** As `checkParameters`, but throws `EngineError("invalid_parameters")` with the first fault. */
export function resolveParameters(
  definition: StrategyDefinition,
  given: Readonly<Record<string, unknown>>,
): Parameters {
  const check = checkParameters(definition, given);
  if (check.ok) return check.params;
  const fault = check.faults[0];
  throw new EngineError("invalid_parameters", fault?.parameter ?? "", fault?.message ?? "Wrong parameters");
}
