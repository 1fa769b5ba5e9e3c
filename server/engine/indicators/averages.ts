import { at } from "../columns.ts";
import { parameterOf } from "../parameters.ts";
import { type IndicatorDefinition, machineOf } from "./definition.ts";
import { Ema } from "./ema.ts";
import { Hma } from "./hma.ts";
import { bars } from "./parameters.ts";
import { Sma } from "./sma.ts";
import { Vwap } from "./vwap.ts";
import { Vwma } from "./vwma.ts";
import { Wma } from "./wma.ts";

interface Average {
  next(value: number): number;
  save(): ReturnType<Sma["save"]>;
  restore(saved: ReturnType<Sma["save"]>): unknown;
}

const ofCloses = (
  name: string,
  title: string,
  length: number,
  create: (length: number) => Average,
): IndicatorDefinition => ({
  name,
  title,
  parameters: [bars("length", length, "How many closes the average covers.")],
  outputs: [name],
  create: (params) =>
    machineOf(create(parameterOf(params, "length")), (average, { close }, bar, out) => {
      out[0] = average.next(at(close, bar));
    }),
});

export const averages: readonly IndicatorDefinition[] = [
  ofCloses("sma", "Simple moving average", 20, (length) => new Sma(length)),
  ofCloses("ema", "Exponential moving average", 20, (length) => new Ema(length)),
  ofCloses("wma", "Weighted moving average", 14, (length) => new Wma(length)),
  ofCloses("hma", "Hull moving average", 14, (length) => new Hma(length)),
  {
    name: "vwma",
    title: "Volume-weighted moving average",
    parameters: [bars("length", 14, "How many bars the average covers.")],
    outputs: ["vwma"],
    create: (params) =>
      machineOf(new Vwma(parameterOf(params, "length")), (vwma, { close, volume }, bar, out) => {
        out[0] = vwma.next(at(close, bar), at(volume, bar));
      }),
  },
  {
    name: "vwap",
    title: "Volume-weighted average price",
    parameters: [],
    outputs: ["vwap"],
    create: () =>
      machineOf(new Vwap(), (vwap, { high, low, close, volume }, bar, out) => {
        out[0] = vwap.next(at(high, bar), at(low, bar), at(close, bar), at(volume, bar));
      }),
  },
];
