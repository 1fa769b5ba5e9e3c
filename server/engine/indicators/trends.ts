import { at } from "../columns.ts";
import { parameterOf } from "../parameters.ts";
import { Adx } from "./adx.ts";
import { Aroon } from "./aroon.ts";
import { Atr } from "./atr.ts";
import { Bollinger } from "./bollinger.ts";
import { type IndicatorDefinition, machineOf } from "./definition.ts";
import { Donchian } from "./donchian.ts";
import { Ichimoku } from "./ichimoku.ts";
import { Keltner } from "./keltner.ts";
import { ParabolicSar } from "./parabolic-sar.ts";
import { bars, factor } from "./parameters.ts";
import { Supertrend } from "./supertrend.ts";

const length = (fallback: number) => bars("length", fallback, "How many bars it looks back.");
const width = (fallback: number, of: string) =>
  factor("multiplier", "Width", fallback, `How many times ${of} the lines stand off.`);

export const trends: readonly IndicatorDefinition[] = [
  {
    name: "atr",
    title: "Average true range",
    parameters: [length(14)],
    outputs: ["atr"],
    create: (params) =>
      machineOf(new Atr(parameterOf(params, "length")), (atr, { high, low, close }, bar, out) => {
        out[0] = atr.next(at(high, bar), at(low, bar), at(close, bar));
      }),
  },
  {
    name: "adx",
    title: "Average directional index",
    parameters: [length(14)],
    outputs: ["pdi", "mdi", "dx", "adx", "adxr"],
    create: (params) =>
      machineOf(new Adx(parameterOf(params, "length")), (adx, { high, low, close }, bar, out) => {
        adx.next(at(high, bar), at(low, bar), at(close, bar));
        out[0] = adx.plus;
        out[1] = adx.minus;
        out[2] = adx.directional;
        out[3] = adx.adx;
        out[4] = adx.adxr;
      }),
  },
  {
    name: "bb",
    title: "Bollinger bands",
    parameters: [length(20), width(2, "the standard deviation")],
    outputs: ["sma", "upperBand", "lowerBand"],
    create: (params) => {
      const bands = new Bollinger(parameterOf(params, "length"), parameterOf(params, "multiplier"));
      return machineOf(bands, (_, { close }, bar, out) => {
        bands.next(at(close, bar));
        out[0] = bands.middle;
        out[1] = bands.upper;
        out[2] = bands.lower;
      });
    },
  },
  {
    name: "keltner",
    title: "Keltner channel",
    parameters: [
      length(20),
      width(2, "the average true range"),
      bars("atrLength", 10, "How many bars the average true range covers.", "ATR length"),
    ],
    outputs: ["upperBand", "centerline", "lowerBand"],
    create: (params) => {
      const [period, multiplier] = [parameterOf(params, "length"), parameterOf(params, "multiplier")];
      const channel = new Keltner(period, multiplier, parameterOf(params, "atrLength"));
      return machineOf(channel, (_, { high, low, close }, bar, out) => {
        channel.next(at(high, bar), at(low, bar), at(close, bar));
        out[0] = channel.upper;
        out[1] = channel.middle;
        out[2] = channel.lower;
      });
    },
  },
  {
    name: "donchian",
    title: "Donchian channel",
    parameters: [length(20)],
    outputs: ["upperBand", "centerline", "lowerBand"],
    create: (params) =>
      machineOf(new Donchian(parameterOf(params, "length")), (channel, { high, low }, bar, out) => {
        channel.next(at(high, bar), at(low, bar));
        out[0] = channel.upper;
        out[1] = channel.middle;
        out[2] = channel.lower;
      }),
  },
  {
    name: "aroon",
    title: "Aroon",
    parameters: [length(25)],
    outputs: ["aroonUp", "aroonDown", "oscillator"],
    create: (params) =>
      machineOf(new Aroon(parameterOf(params, "length")), (aroon, { high, low }, bar, out) => {
        aroon.next(at(high, bar), at(low, bar));
        out[0] = aroon.up;
        out[1] = aroon.down;
        out[2] = aroon.oscillator;
      }),
  },
  {
    name: "supertrend",
    title: "Supertrend",
    parameters: [length(10), width(3, "the average true range")],
    outputs: ["superTrend", "upperBand", "lowerBand"],
    create: (params) => {
      const trend = new Supertrend(parameterOf(params, "length"), parameterOf(params, "multiplier"));
      return machineOf(trend, (_, { high, low, close }, bar, out) => {
        trend.next(at(high, bar), at(low, bar), at(close, bar));
        out[0] = trend.line;
        out[1] = trend.upper;
        out[2] = trend.lower;
      });
    },
  },
  {
    name: "psar",
    title: "Parabolic stop and reverse",
    parameters: [
      factor("step", "Step", 0.02, "How much faster the stop follows with each new extreme."),
      factor("limit", "Limit", 0.2, "How fast it follows at most."),
    ],
    outputs: ["sar"],
    create: (params) => {
      const stop = new ParabolicSar(parameterOf(params, "step"), parameterOf(params, "limit"));
      return machineOf(stop, (_, { high, low }, bar, out) => {
        stop.next(at(high, bar), at(low, bar));
        out[0] = stop.sar;
      });
    },
  },
  {
    name: "ichimoku",
    title: "Ichimoku cloud",
    parameters: [
      bars("conversion", 9, "How many bars the conversion line covers.", "Conversion line"),
      bars(
        "base",
        26,
        "How many bars the base line covers, and how far ahead the cloud is drawn.",
        "Base line",
      ),
      bars("leading", 52, "How many bars the second leading span covers.", "Leading span B"),
    ],
    outputs: ["tenkanSen", "kijunSen", "senkouSpanA", "senkouSpanB"],
    create: (params) => {
      const [conversion, base] = [parameterOf(params, "conversion"), parameterOf(params, "base")];
      const cloud = new Ichimoku(conversion, base, parameterOf(params, "leading"));
      return machineOf(cloud, (_, { high, low }, bar, out) => {
        cloud.next(at(high, bar), at(low, bar));
        out[0] = cloud.conversion;
        out[1] = cloud.base;
        out[2] = cloud.leadingA;
        out[3] = cloud.leadingB;
      });
    },
  },
];
