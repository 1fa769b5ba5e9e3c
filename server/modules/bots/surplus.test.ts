import fc from "fast-check";
import { expect, test } from "vitest";
import { surplusOf } from "./surplus.ts";

const bot = (id: string, market = "SOL-USD") => ({ id, market });
const over = (...given: Parameters<typeof surplusOf>) =>
  surplusOf(...given).map(({ bot: { id }, beyond }) => `${id} ${beyond}`);

test("those that were started first stay", () => {
  const running = [bot("a"), bot("b"), bot("c")];
  expect(over(running, { bots: 2, pairs: null })).toEqual(["c bots"]);
  expect(over(running, { bots: 0, pairs: null })).toEqual(["a bots", "b bots", "c bots"]);
  expect(over(running, { bots: null, pairs: null })).toEqual([]);
});

test("a market beyond the limit goes, and leaves its place to a later bot on a market that stays", () => {
  const running = [bot("a"), bot("b", "BTC-USD"), bot("c")];
  expect(over(running, { bots: 2, pairs: 1 })).toEqual(["b pairs"]);
});

test("what stays is within both limits, and nothing goes that would have fitted", () => {
  const market = fc.constantFrom("SOL-USD", "BTC-USD", "ETH-USD");
  const size = fc.option(fc.nat(5), { nil: null });
  fc.assert(
    fc.property(fc.array(market, { maxLength: 8 }), size, size, (markets, bots, pairs) => {
      const running = markets.map((each, index) => bot(String(index), each));
      const gone = new Set(surplusOf(running, { bots, pairs }).map(({ bot: { id } }) => id));
      const kept = running.filter(({ id }) => !gone.has(id));
      const keptMarkets = new Set(kept.map((each) => each.market));
      expect(kept.length).toBeLessThanOrEqual(bots ?? Number.POSITIVE_INFINITY);
      expect(keptMarkets.size).toBeLessThanOrEqual(pairs ?? Number.POSITIVE_INFINITY);
      for (const each of running.filter(({ id }) => gone.has(id))) {
        const isFull = bots !== null && kept.length >= bots;
        const hasNoMarket = pairs !== null && keptMarkets.size >= pairs && !keptMarkets.has(each.market);
        expect(isFull || hasNoMarket).toBe(true);
      }
    }),
  );
});
