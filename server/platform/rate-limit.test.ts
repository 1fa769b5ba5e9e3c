import { describe, expect, it } from "vitest";
import { manualClock } from "./clock.ts";
import { localRateLimit, requireRate } from "./rate-limit.ts";

const RULE = { name: "test", limit: 3, windowSeconds: 60 };

describe("localRateLimit", () => {
  it("allows the limit, then says when to come back, for each key alone", async () => {
    const limit = localRateLimit(manualClock(new Date(0)));
    for (const remaining of [2, 1, 0]) {
      expect(await limit.check(RULE, "a")).toEqual({ isAllowed: true, remaining, retryAfterSeconds: 0 });
    }
    expect(await limit.check(RULE, "a")).toEqual({ isAllowed: false, remaining: 0, retryAfterSeconds: 60 });
    expect((await limit.check(RULE, "b")).isAllowed).toBe(true);
    await expect(requireRate(limit, RULE, "a")).rejects.toMatchObject({
      code: "rate_limited",
      details: { retryAfterSeconds: 60 },
    });
  });

  it("forgets as the window slides, not all at once", async () => {
    const clock = manualClock(new Date(0));
    const limit = localRateLimit(clock);
    for (let n = 0; n < 3; n++) await limit.check(RULE, "a");
    clock.advance(60_000);
    expect((await limit.check(RULE, "a")).isAllowed).toBe(false);
    clock.advance(30_000);
    expect((await limit.check(RULE, "a")).isAllowed).toBe(true);
    expect((await limit.check(RULE, "a")).isAllowed).toBe(false);
    clock.advance(120_000);
    expect((await limit.check(RULE, "a")).remaining).toBe(2);
  });
});
