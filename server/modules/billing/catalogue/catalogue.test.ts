import { describe, expect, test } from "vitest";
import { findPlan, readCatalogue } from "./catalogue.ts";
import { Catalogue } from "./catalogue-schema.ts";

type Name = Parameters<typeof readCatalogue>[0];
const U = null;

/** plan → [monthly price in minor units, limits in the order of the catalogue's meters] */
const TABLES: Record<Exclude<Name, "marque">, Record<string, [number | null, (number | null)[]]>> = {
  "tradingbot-pro": {
    starter: [2999, [2, 3, 10_000]],
    professional: [7999, [5, 10, 50_000]],
    enterprise: [24_999, [U, U, U]],
    institutional: [99_999, [U, U, U]],
  },
  auterity: {
    starter: [9900, [5, 100, 10_000]],
    professional: [29_900, [25, U, 50_000]],
    enterprise: [99_900, [U, U, 200_000]],
    "white-label-starter": [49_900, [25, U, 50_000]],
    "white-label-enterprise": [199_900, [U, U, 200_000]],
  },
  luno: {
    free: [null, [1, 1, 100]],
    basic: [2999, [3, 5, 1000]],
    premium: [9999, [10, 20, 10_000]],
    enterprise: [29_999, [U, U, U]],
  },
  neozork: {
    starter: [4900, [5, 3, 10_000, 1, 1, 1000, 1000]],
    professional: [19_900, [25, 10, 100_000, 5, 10, 10_000, 10_000]],
    enterprise: [99_900, [U, U, 1_000_000, 50, 100, 100_000, 100_000]],
    institutional: [null, [U, U, U, U, U, U, U]],
  },
};

describe.each(Object.entries(TABLES))("%s", (name, table) => {
  const catalogue = readCatalogue(name as keyof typeof TABLES);

  test("has exactly its plans, at its prices, with its limits", () => {
    const found = catalogue.plans.map((plan) => {
      const monthly = plan.prices.find(
        ({ interval, currency }) => interval === "month" && currency === "usd",
      );
      const sizes = catalogue.meters.map(
        ({ key, window }) => plan.limits.find((each) => each.meter === key && each.window === window)?.value,
      );
      return [plan.key, [monthly?.amountMinor ?? null, sizes]];
    });
    expect(Object.fromEntries(found)).toEqual(table);
  });

  test("each plan includes what the smaller one does, save where it is another line", () => {
    const line = catalogue.plans.filter(({ key }) => !key.startsWith("white-label"));
    for (const [index, plan] of line.slice(1).entries()) {
      expect(plan.features).toEqual(expect.arrayContaining(line[index]?.features ?? []));
    }
  });
});

test("trials, grace and who starts without a plan", () => {
  const terms = (["marque", "tradingbot-pro", "auterity", "luno", "neozork"] as const).map((name) => {
    const { defaultPlan, signUpTrial, maxTrialDays, graceDays, plans } = readCatalogue(name);
    return [
      name,
      defaultPlan,
      signUpTrial,
      Math.max(...plans.map(({ trialDays }) => trialDays)),
      maxTrialDays,
      graceDays,
    ];
  });
  expect(terms).toEqual([
    ["marque", "free", null, 14, 30, 7],
    ["tradingbot-pro", null, "starter", 7, 7, 7],
    ["auterity", null, "starter", 14, 30, 7],
    ["luno", "free", null, 0, 0, 7],
    ["neozork", null, "starter", 14, 14, 7],
  ]);
});

test("a year of tradingbot-pro's Starter is $299.99; neozork sells months, quarters and years", () => {
  const starter = findPlan(readCatalogue("tradingbot-pro"), "starter");
  expect(starter?.prices).toContainEqual({ interval: "year", currency: "usd", amountMinor: 29_999 });
  const professional = findPlan(readCatalogue("neozork"), "professional");
  expect(professional?.prices.map(({ interval }) => interval)).toEqual(["month", "quarter", "year"]);
});

test("marque and luno are sold in dollars, euros and pounds, every plan at every interval that has one", () => {
  for (const name of ["marque", "luno"] as const) {
    for (const { prices } of readCatalogue(name).plans) {
      const intervals = (currency: string) =>
        prices.filter((price) => price.currency === currency).map(({ interval }) => interval);
      expect(intervals("eur")).toEqual(intervals("usd"));
      expect(intervals("gbp")).toEqual(intervals("usd"));
    }
  }
});

test("our own catalogue climbs: dearer plans never allow less, and longer intervals never cost more", () => {
  const { plans } = readCatalogue("marque");
  expect(plans.map(({ key }) => key)).toEqual([
    "free",
    "starter",
    "professional",
    "enterprise",
    "white-label",
    "institutional",
  ]);
  plans.slice(1).forEach((plan, index) => {
    plan.limits.forEach(({ value }, at) => {
      const below = plans[index]?.limits[at]?.value;
      expect(value ?? Infinity).toBeGreaterThanOrEqual(below ?? Infinity);
    });
  });
  for (const { prices } of plans) {
    for (const { interval, currency, amountMinor } of prices) {
      const month = prices.find((price) => price.interval === "month" && price.currency === currency);
      const months = { month: 1, quarter: 3, year: 12 }[interval];
      expect(amountMinor).toBeLessThanOrEqual((month?.amountMinor ?? 0) * months);
    }
  }
});

describe("the schema", () => {
  const changed = (change: (catalogue: Catalogue) => void) => {
    const catalogue = structuredClone(readCatalogue("neozork"));
    change(catalogue);
    return Catalogue.safeParse(catalogue);
  };
  const planOf = (catalogue: Catalogue, key: string) => {
    const plan = findPlan(catalogue, key);
    if (!plan) throw new Error(key);
    return plan;
  };

  test("the other price list of neozork can be written", () => {
    const parsed = changed((catalogue) => {
      for (const [key, month] of [
        ["professional", 14_900],
        ["enterprise", 49_900],
      ] as const) {
        planOf(catalogue, key).prices = [{ interval: "month", currency: "usd", amountMinor: month }];
      }
    });
    expect(parsed.success).toBe(true);
  });

  test.each<[string, (catalogue: Catalogue) => void]>([
    ["a plan that leaves a meter out", (c) => planOf(c, "starter").limits.pop()],
    [
      "a meter nobody declared",
      (c) => planOf(c, "starter").limits.push({ meter: "x", window: "none", value: 1 }),
    ],
    ["a feature nobody declared", (c) => planOf(c, "starter").features.push("teleport")],
    ["two plans of one key", (c) => c.plans.push(planOf(c, "starter"))],
    ["two prices for one interval", (c) => planOf(c, "starter").prices.push(...planOf(c, "starter").prices)],
    [
      "half a cent",
      (c) => planOf(c, "starter").prices.push({ interval: "month", currency: "eur", amountMinor: 0.5 }),
    ],
    ["a negative limit", (c) => Object.assign(planOf(c, "starter").limits[0] ?? {}, { value: -1 })],
    ["a plan without prices", (c) => planOf(c, "starter").prices.splice(0)],
    ["a default plan that costs", (c) => Object.assign(c, { defaultPlan: "starter", signUpTrial: null })],
    [
      "a default plan that is not there",
      (c) => Object.assign(c, { defaultPlan: "gratis", signUpTrial: null }),
    ],
    ["a trial longer than allowed", (c) => Object.assign(planOf(c, "starter"), { trialDays: 15 })],
    [
      "a price for what is agreed in person",
      (c) => planOf(c, "institutional").prices.push({ interval: "month", currency: "usd", amountMinor: 1 }),
    ],
  ])("refuses %s", (_what, change) => expect(changed(change).success).toBe(false));
});

describe("add-ons", () => {
  const problems = (change: (catalogue: Catalogue) => void): [string, string][] => {
    const catalogue = structuredClone(readCatalogue("marque"));
    change(catalogue);
    const { error } = Catalogue.safeParse(catalogue);
    return (error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);
  };
  const first = ({ addOns: [addOn] }: Catalogue) => {
    if (!addOn) throw new Error("The catalogue has no add-ons.");
    return addOn;
  };

  test("of our own catalogue cost no more by a longer interval", () => {
    const { addOns } = readCatalogue("marque");
    expect(addOns.map(({ key }) => key)).toEqual([
      "extra-bots",
      "extra-backtests",
      "extra-members",
      "single-sign-on",
    ]);
    for (const { prices } of addOns) {
      for (const { interval, currency, amountMinor } of prices) {
        const month = prices.find((price) => price.interval === "month" && price.currency === currency);
        expect(amountMinor).toBeLessThanOrEqual(
          (month?.amountMinor ?? 0) * { month: 1, quarter: 3, year: 12 }[interval],
        );
      }
    }
  });

  test.each<[string, (catalogue: Catalogue) => void, [string, string]]>([
    [
      "a plan nobody declared",
      (c) => first(c).plans.push("gold"),
      ["addOns.0.plans.4", "There is no plan gold."],
    ],
    ["a free plan", (c) => first(c).plans.push("free"), ["addOns.0.plans.4", "Free has no price to add to."]],
    ["a plan named twice", (c) => first(c).plans.push("starter"), ["addOns.0.plans", "Name each plan once."]],
    [
      "what the plan has without end",
      (c) => Object.assign(first(c), { limits: [{ meter: "backtests", window: "day", value: 1 }] }),
      ["addOns.0.plans.3", "White Label has all of it already."],
    ],
    [
      "a feature that the plan has",
      (c) => c.addOns[3]?.plans.push("enterprise"),
      ["addOns.3.plans.1", "Enterprise has all of it already."],
    ],
    [
      "a meter in another window",
      (c) => first(c).limits.push({ meter: "bots", window: "day", value: 1 }),
      ["addOns.0.limits.1", "The meter bots/day is not declared."],
    ],
    [
      "a meter twice",
      (c) => first(c).limits.push({ meter: "bots", window: "none", value: 1 }),
      ["addOns.0.limits.1", "State each meter once."],
    ],
    [
      "a feature nobody declared",
      (c) => first(c).features.push("teleport"),
      ["addOns.0.features.0", "The feature teleport is not declared."],
    ],
    [
      "many of what one unit gives",
      (c) => Object.assign(c.addOns[3] ?? {}, { maxQuantity: 2 }),
      ["addOns.3.maxQuantity", "A second unit would add nothing."],
    ],
    ["nothing", (c) => Object.assign(c.addOns[3] ?? {}, { features: [] }), ["addOns.3", "It adds nothing."]],
    [
      "a price missing in an interval of its plans",
      (c) => void first(c).prices.splice(2, 1),
      ["addOns.0.prices", "It needs a price by the year in USD, as its plans have one."],
    ],
    [
      "two prices for one interval",
      (c) => first(c).prices.push(...first(c).prices.slice(0, 1)),
      ["addOns.0.prices", "One price an interval and currency."],
    ],
    ["one key twice", (c) => c.addOns.push(first(c)), ["addOns", "Each key may appear once."]],
    [
      "a unit of nothing",
      (c) => Object.assign(first(c).limits[0] ?? {}, { value: 0 }),
      ["addOns.0.limits.0.value", "Too small: expected number to be >0"],
    ],
    [
      "more than fits on one subscription",
      (c) => {
        const more = Array.from({ length: 16 }, (_, at) => ({ ...first(c), key: `more-${at}` }));
        c.addOns.push(...more);
      },
      ["plans.1", "Too much is sold beside it."],
    ],
  ])("refuse %s, and say where", (_what, change, problem) => {
    expect(problems(change)).toContainEqual(problem);
  });
});
