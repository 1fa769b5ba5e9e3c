import { describe, expect, it } from "vitest";
import { thinEquity } from "./thin-equity.ts";

describe("thinEquity", () => {
  const value = Array.from({ length: 10_000 }, (_, i) =>
    i === 4321 ? 1e6 : i === 7777 ? -1e6 : Math.sin(i),
  );
  const time = value.map((_, i) => i);
  const thin = thinEquity({ time, value, drawdown: value.map(() => -0.5) }, 500);

  it("keeps the ends, the highest peak and the lowest trough", () => {
    expect(thin.time[0]).toBe(0);
    expect(thin.time.at(-1)).toBe(9_999);
    expect(Math.max(...thin.value)).toBe(1e6);
    expect(Math.min(...thin.value)).toBe(-1e6);
  });

  it("keeps the order, the pairs and about the number asked for", () => {
    expect(thin.time.length).toBeLessThanOrEqual(502);
    expect(thin.time).toEqual(thin.time.toSorted((a, b) => a - b));
    expect(thin.value).toEqual(thin.time.map((index) => value[index]));
  });

  it("leaves short columns as they are", () => {
    const short = { time: [1, 2], value: [3, 4], drawdown: [0, 0] };
    expect(thinEquity(short, 500)).toBe(short);
  });
});
