import { expect, test } from "vitest";
import { resolveSettings } from "./settings.ts";

test.each([
  [{ cash: 0 }, "cash"],
  [{ cash: Number.NaN }, "cash"],
  [{ size: 1.01 }, "size"],
  [{ size: 0 }, "size"],
  [{ takerFee: 0.5 }, "takerFee"],
  [{ makerFee: Number.NaN }, "makerFee"],
  [{ slippageBps: -1 }, "slippageBps"],
  [{ stopLoss: 1 }, "stopLoss"],
  [{ takeProfit: 0 }, "takeProfit"],
  [{ amountStep: 0.3 }, "amountStep"],
  [{ priceTick: -1 }, "priceTick"],
  [{ minNotional: Number.NaN }, "minNotional"],
])("%j is refused by name", (given, path) => {
  expect(() => resolveSettings(given)).toThrow(expect.objectContaining({ code: "invalid_settings", path }));
});
