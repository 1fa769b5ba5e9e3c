import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { decideUses } from "./decide-uses.ts";
import { type Bound, countText, EVER, type MeterUse, type OverageTerms, type Use } from "./use.ts";

const AT = new Date("2026-05-06T07:08:09Z");
const HOUR = new Date("2026-05-06T07:00:00Z");
const MONTH = new Date("2026-05-01T00:00:00Z");
const PERIOD = new Date("2026-04-20T10:00:00Z");

const bound = (limit: number, window: Bound["window"] = "month", startsAt = MONTH): Bound => ({
  window,
  startsAt,
  limit,
});
const of = (meter: string, amount: number, ...bounds: Bound[]): MeterUse => ({
  meter,
  amount,
  isLevel: false,
  bounds,
});
let serial = 0;
const use = (meters: MeterUse[], more: Partial<Use> = {}): Use => ({
  tenantId: "t",
  id: `use-${++serial}`,
  isNamed: false,
  at: AT,
  recordedAt: AT,
  source: "test",
  subject: null,
  meters,
  overage: null,
  ...more,
});
const counted = (
  meter: string,
  used: number,
  window: Bound["window"] | "overage" = "month",
  startsAt = MONTH,
) => [countText({ tenantId: "t", meter, window, startsAt }), used] as const;
const kinds = (verdicts: ReturnType<typeof decideUses>) => verdicts.map(({ kind }) => kind);

describe("limits", () => {
  test("of many at once as many pass as are left", () => {
    const uses = Array.from({ length: 5 }, () => use([of("calls", 1, bound(10))]));
    expect(kinds(decideUses(uses, new Map([counted("calls", 8)]), new Set()))).toEqual([
      "recorded",
      "recorded",
      "refused",
      "refused",
      "refused",
    ]);
  });

  test("a large one is refused, and the small one after it passes", () => {
    const uses = [
      use([of("calls", 7, bound(10))]),
      use([of("calls", 4, bound(10))]),
      use([of("calls", 3, bound(10))]),
    ];
    expect(kinds(decideUses(uses, new Map(), new Set()))).toEqual(["recorded", "refused", "recorded"]);
  });

  test("of two meters both pass or none: who is refused has used nothing up", () => {
    const counts = new Map([counted("hourly", 9, "hour", HOUR)]);
    const both = (amount: number) =>
      use([of("hourly", amount, bound(10, "hour", HOUR)), of("monthly", amount, bound(5))]);
    const verdicts = decideUses([both(6), both(1), both(1)], counts, new Set());
    expect(verdicts).toMatchObject([
      { kind: "refused", meter: "hourly", bound: { window: "hour" } },
      { kind: "recorded" },
      { kind: "refused", meter: "hourly" },
    ]);
    expect(counts.get(counted("monthly", 0)[0])).toBe(1);
  });

  test("the same use twice counts once, and tells what is used", () => {
    const uses = [1, 2].map(() => use([of("calls", 4, bound(10))], { id: "same" }));
    const [, second] = decideUses(uses, new Map(), new Set());
    expect(second).toMatchObject({ kind: "duplicate", counts: [{ meter: "calls", used: 4, limit: 10 }] });
  });

  test("a level goes down again, but not below nothing", () => {
    const level = (amount: number) =>
      use([{ meter: "flows", amount, isLevel: true, bounds: [bound(2, "none", EVER)] }]);
    const verdicts = decideUses([level(2), level(1), level(-1), level(1), level(-3)], new Map(), new Set());
    expect(kinds(verdicts)).toEqual(["recorded", "refused", "recorded", "recorded", "refused"]);
    expect(verdicts[4]).toMatchObject({ cause: "negative" });
  });

  it("is the same, however uses are gathered into batches", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 });
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 7 }),
        (all, limit, size) => {
          const uses = all.map((amount) => use([of("calls", amount, bound(limit))]));
          const [one, other] = [new Map<string, number>(), new Map<string, number>()];
          const together = kinds(decideUses(uses, one, new Set()));
          const apart: string[] = [];
          for (let at = 0; at < uses.length; at += size) {
            apart.push(...kinds(decideUses(uses.slice(at, at + size), other, new Set())));
          }
          expect(apart).toEqual(together);
          expect([...one]).toEqual([...other]);
          expect(one.get(counted("calls", 0)[0]) ?? 0).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });
});

describe("thresholds", () => {
  test("are told by whoever reaches them, each once, several at a jump", () => {
    const uses = [49, 1, 35, 15].map((amount) => use([of("calls", amount, bound(100))]));
    const reached = decideUses(uses, new Map(), new Set()).map((verdict) =>
      verdict.kind === "recorded" ? verdict.reached.map(({ threshold }) => threshold) : null,
    );
    expect(reached).toEqual([[], [50], [80], [90, 100]]);
  });

  test("of a limit of nothing there are none", () => {
    const [verdict] = decideUses([use([of("calls", 1, bound(0))])], new Map(), new Set());
    expect(verdict).toMatchObject({ kind: "refused" });
  });
});

describe("beyond the limit", () => {
  const terms = (capMinor: number | null): OverageTerms => ({
    billedFrom: PERIOD,
    currency: "usd",
    capMinor,
    meters: [
      { meter: "calls", window: "month", mode: "graduated", tiers: [{ upTo: null, unitAmount: "2" }] },
    ],
  });
  const charged = (amount: number, capMinor: number | null) =>
    use([of("calls", amount, bound(10))], { overage: terms(capMinor) });

  test("only what is beyond is charged for", () => {
    const verdicts = decideUses([charged(8, null), charged(5, null), charged(2, null)], new Map(), new Set());
    expect(verdicts.map((verdict) => (verdict.kind === "recorded" ? verdict.beyond : null))).toEqual([
      [],
      [{ meter: "calls", overage: 3 }],
      [{ meter: "calls", overage: 2 }],
    ]);
  });

  test("ends at the cap, which is told of as it fills", () => {
    const counts = new Map([counted("calls", 10)]);
    const verdicts = decideUses(
      [charged(5, 20), charged(6, 20), charged(5, 20), charged(1, 20)],
      counts,
      new Set(),
    );
    expect(verdicts).toMatchObject([
      { kind: "recorded", reached: [{ meter: "spend", threshold: 50, used: 10, limit: 20 }] },
      { kind: "refused", cause: "cap", meter: "calls" },
      { kind: "recorded", reached: [{ threshold: 80 }, { threshold: 90 }, { threshold: 100 }] },
      { kind: "refused", cause: "cap" },
    ]);
    expect(counts.get(counted("calls", 0, "overage", PERIOD)[0])).toBe(10);
  });

  test("is no way round a limit that is not sold beyond", () => {
    const hourly = use([of("calls", 1, bound(1, "hour", HOUR)), of("other", 9, bound(5))], {
      overage: terms(null),
    });
    const full = use([of("calls", 2, bound(1, "hour", HOUR))], { overage: terms(null) });
    const verdicts = decideUses([hourly, full], new Map(), new Set());
    expect(verdicts).toMatchObject([
      { kind: "refused", meter: "other", cause: "limit" },
      { kind: "refused", meter: "calls", cause: "limit", bound: { window: "hour" } },
    ]);
  });
});
