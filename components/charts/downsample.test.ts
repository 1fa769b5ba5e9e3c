import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { downsample } from "./downsample.ts";

const columns = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 2000 })
  .map((value) => ({ time: value.map((_, index) => index * 60_000), value }));

describe("downsample", () => {
  it("keeps every point when they already fit", () => {
    expect(downsample([1, 2, 3], [5, 6, 7], 10)).toEqual([0, 1, 2]);
  });

  it("keeps the first and the last, in order, without repeats and within the size", () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 3, max: 300 }), ({ time, value }, size) => {
        const kept = downsample(time, value, size);
        expect(kept.length).toBe(Math.min(size, value.length));
        expect(kept[0]).toBe(0);
        expect(kept.at(-1)).toBe(value.length - 1);
        expect(kept.every((index, at) => at === 0 || index > (kept[at - 1] ?? -1))).toBe(true);
      }),
      { seed: 7 },
    );
  });

  it("keeps a lone spike in a flat line", () => {
    const value = Array.from({ length: 1000 }, (_, index) => (index === 437 ? 100 : 1));
    expect(
      downsample(
        value.map((_, index) => index),
        value,
        20,
      ),
    ).toContain(437);
  });
});
