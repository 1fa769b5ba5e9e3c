import { at } from "../columns.ts";
import { parameterOf } from "../parameters.ts";
import { Cci } from "./cci.ts";
import { type IndicatorDefinition, machineOf } from "./definition.ts";
import { Macd } from "./macd.ts";
import { Mfi } from "./mfi.ts";
import { Obv } from "./obv.ts";
import { bars } from "./parameters.ts";
import { Roc } from "./roc.ts";
import { Rsi } from "./rsi.ts";
import { StochRsi } from "./stoch-rsi.ts";
import { Stochastic } from "./stochastic.ts";
import { WilliamsR } from "./williams-r.ts";

const length = (fallback: number) => bars("length", fallback, "How many bars it looks back.");
const signal = (fallback: number) =>
  bars("signal", fallback, "How many values the signal line averages.", "Signal");
const smooth = (fallback: number) =>
  bars("smooth", fallback, "How many values the line itself averages.", "Smoothing");

export const oscillators: readonly IndicatorDefinition[] = [
  {
    name: "rsi",
    title: "Relative strength index",
    parameters: [length(14)],
    outputs: ["rsi"],
    create: (params) =>
      machineOf(new Rsi(parameterOf(params, "length")), (rsi, { close }, bar, out) => {
        out[0] = rsi.next(at(close, bar));
      }),
  },
  {
    name: "macd",
    title: "Moving-average convergence/divergence",
    parameters: [
      bars("fast", 12, "How many closes the fast average covers.", "Fast"),
      bars("slow", 26, "How many closes the slow average covers.", "Slow"),
      signal(9),
    ],
    outputs: ["macd", "signal", "histogram"],
    create: (params) => {
      const [fast, slow] = [parameterOf(params, "fast"), parameterOf(params, "slow")];
      const macd = new Macd(fast, slow, parameterOf(params, "signal"));
      return machineOf(macd, (_, { close }, bar, out) => {
        macd.next(at(close, bar));
        out[0] = macd.macd;
        out[1] = macd.signal;
        out[2] = macd.histogram;
      });
    },
  },
  {
    name: "stoch",
    title: "Stochastic oscillator",
    parameters: [length(14), signal(3), smooth(3)],
    outputs: ["k", "d", "j"],
    create: (params) => {
      const [period, slow] = [parameterOf(params, "length"), parameterOf(params, "signal")];
      const stochastic = new Stochastic(period, slow, parameterOf(params, "smooth"));
      return machineOf(stochastic, (_, { high, low, close }, bar, out) => {
        stochastic.next(at(high, bar), at(low, bar), at(close, bar));
        out[0] = stochastic.k;
        out[1] = stochastic.d;
        out[2] = stochastic.j;
      });
    },
  },
  {
    name: "stoch-rsi",
    title: "Stochastic RSI",
    parameters: [
      bars("rsiLength", 14, "How many bars the RSI looks back.", "RSI length"),
      length(14),
      signal(3),
      smooth(1),
    ],
    outputs: ["stochRsi", "signal"],
    create: (params) => {
      const [strength, period] = [parameterOf(params, "rsiLength"), parameterOf(params, "length")];
      const [slow, soft] = [parameterOf(params, "signal"), parameterOf(params, "smooth")];
      const stochRsi = new StochRsi(strength, period, slow, soft);
      return machineOf(stochRsi, (_, { close }, bar, out) => {
        stochRsi.next(at(close, bar));
        out[0] = stochRsi.stochRsi;
        out[1] = stochRsi.signal;
      });
    },
  },
  {
    name: "cci",
    title: "Commodity channel index",
    parameters: [length(20)],
    outputs: ["cci"],
    create: (params) =>
      machineOf(new Cci(parameterOf(params, "length")), (cci, { high, low, close }, bar, out) => {
        out[0] = cci.next(at(high, bar), at(low, bar), at(close, bar));
      }),
  },
  {
    name: "mfi",
    title: "Money flow index",
    parameters: [length(14)],
    outputs: ["mfi"],
    create: (params) =>
      machineOf(new Mfi(parameterOf(params, "length")), (mfi, { high, low, close, volume }, bar, out) => {
        out[0] = mfi.next(at(high, bar), at(low, bar), at(close, bar), at(volume, bar));
      }),
  },
  {
    name: "willr",
    title: "Williams %R",
    parameters: [length(14)],
    outputs: ["williamsR"],
    create: (params) =>
      machineOf(new WilliamsR(parameterOf(params, "length")), (willr, { high, low, close }, bar, out) => {
        out[0] = willr.next(at(high, bar), at(low, bar), at(close, bar));
      }),
  },
  {
    name: "roc",
    title: "Rate of change",
    parameters: [length(14)],
    outputs: ["roc"],
    create: (params) =>
      machineOf(new Roc(parameterOf(params, "length")), (roc, { close }, bar, out) => {
        out[0] = roc.next(at(close, bar));
      }),
  },
  {
    name: "obv",
    title: "On-balance volume",
    parameters: [],
    outputs: ["obv"],
    create: () =>
      machineOf(new Obv(), (obv, { close, volume }, bar, out) => {
        out[0] = obv.next(at(close, bar), at(volume, bar));
      }),
  },
];
