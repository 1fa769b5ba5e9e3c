import type { Candles } from "../candles.ts";
import type { ParameterDefinition, Parameters } from "../parameters.ts";
import type { Snapshot } from "../snapshot-reading.ts";

/** An indicator at work: a fold over bars, in O(1) a bar and without allocation. `NaN` until it is warm. */
export interface IndicatorMachine {
  /** Reads a bar and writes its outputs to `out`, in the order of the definition's. */
  next(candles: Candles, bar: number, out: Float64Array): void;
  save(): Snapshot;
  restore(saved: Snapshot): void;
}

/** A kind of indicator, as forms, the rule builder and the command line offer it. */
export interface IndicatorDefinition {
  readonly name: string;
  readonly title: string;
  readonly parameters: readonly ParameterDefinition[];
  readonly outputs: readonly string[];
  create(params: Parameters): IndicatorMachine;
}

interface State {
  save(): Snapshot;
  restore(saved: Snapshot): unknown;
}

/** A machine around a class of this folder. */
export function machineOf<T extends State>(
  state: T,
  next: (state: T, candles: Candles, bar: number, out: Float64Array) => void,
): IndicatorMachine {
  return {
    next: (candles, bar, out) => next(state, candles, bar, out),
    save: () => state.save(),
    restore: (saved) => void state.restore(saved),
  };
}
