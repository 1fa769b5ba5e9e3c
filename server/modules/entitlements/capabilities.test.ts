import { describe, expect, test } from "vitest";
import { readCatalogue } from "../billing/index.ts";
import { CAPABILITIES, CAPABILITY_NAMES, GIVEN, NOT_BUILT, WORDS } from "./capabilities.ts";
import { ENFORCED_METERS, TRACKED_METERS } from "./metered.ts";
import { refusalIn } from "./require-feature.ts";
import { resolveEntitlements } from "./rules.ts";

const PRESETS = ["auterity", "luno", "marque", "neozork", "tradingbot-pro"] as const;
const NOW = new Date("2026-01-05T00:00:00Z");
const sellers = CAPABILITY_NAMES.flatMap((name): readonly string[] => CAPABILITIES[name].features);
const listed: readonly string[] = [...sellers, ...WORDS, ...GIVEN, ...NOT_BUILT];
const catalogues = PRESETS.map((name) => readCatalogue(name));

describe.each(PRESETS)("what %s sells", (name) => {
  const catalogue = readCatalogue(name);
  const stand = (key: string | null) => {
    const plan = catalogue.plans.find((each) => each.key === key) ?? null;
    return resolveEntitlements(
      catalogue,
      { plan, basis: plan ? "subscription" : "none", addOns: [] },
      [],
      NOW,
    );
  };

  test("is enforced, or said not to be, feature by feature and meter by meter", () => {
    const strangers = catalogue.features.map(({ key }) => key).filter((key) => !listed.includes(key));
    expect(strangers).toEqual([]);
    const meters = [...Object.keys(ENFORCED_METERS), ...TRACKED_METERS];
    expect(catalogue.meters.map(({ key }) => key).filter((key) => !meters.includes(key))).toEqual([]);
  });

  test.each(CAPABILITY_NAMES)(
    "%s: allowed with it; refused without, with the plan that lifts it",
    (capability) => {
      const features: readonly string[] = CAPABILITIES[capability].features;
      const sold = features.find((key) => catalogue.features.some((feature) => feature.key === key));
      for (const plan of catalogue.plans) {
        const refusal = refusalIn(stand(plan.key), capability);
        if (!sold || plan.features.includes(sold)) {
          expect(refusal).toBeNull();
          continue;
        }
        const lift = catalogue.plans.find((each) => each.features.includes(sold));
        expect(refusal).toMatchObject({
          status: 402,
          details: {
            reason: "feature_missing",
            feature: sold,
            liftedBy: { key: lift?.key, name: lift?.name },
          },
        });
        expect(refusal?.message).toContain(
          `Your plan (${plan.name}) does not include it. ${lift?.name} does.`,
        );
      }
      expect(refusalIn(stand(null), capability)).toMatchObject({
        details: { reason: "feature_missing", liftedBy: { key: expect.any(String) } },
      });
    },
  );
});

test("every key is on one list, and every key listed is sold somewhere", () => {
  expect(new Set(listed).size - listed.length).toBe(new Set(sellers).size - sellers.length);
  const sold = new Set(catalogues.flatMap(({ features }) => features.map(({ key }) => key)));
  expect(listed.filter((key) => !sold.has(key))).toEqual([]);
  const metered = new Set(catalogues.flatMap(({ meters }) => meters.map(({ key }) => key)));
  expect(TRACKED_METERS.filter((key) => !metered.has(key) || key in ENFORCED_METERS)).toEqual([]);
});

test("what no verb asks for because every plan has it is in every plan, or is carried out by the operator", () => {
  const byOperator = ["isolated_database", "multi_tenant"];
  for (const { features, plans } of catalogues) {
    for (const { key } of features) {
      if (!GIVEN.some((each) => each === key) || byOperator.includes(key)) continue;
      expect(plans.filter((plan) => !plan.features.includes(key))).toEqual([]);
    }
  }
});
