import { describe, expect, it } from "vitest";
import { readCatalogue } from "../billing/index.ts";
import { readTerms, writeTerms } from "./terms.ts";

const marque = readCatalogue("marque");
const CONFIG = {
  feature_flags: { sso: true, sla: false },
  resource_limits: { bots: 7, members: null, api_calls: 0 },
};

describe("custom_config", () => {
  it("comes back as it was given", () => {
    expect(writeTerms(marque, readTerms(marque, CONFIG))).toEqual(CONFIG);
  });

  it("says nothing of what was left out, so that it stays as it is", () => {
    expect(readTerms(marque, {})).toEqual({});
    expect(readTerms(marque, { feature_flags: {} })).toEqual({ features: [] });
  });

  it.each([
    ["feature_flags", { feature_flags: { teleport: true } }, "custom_config.feature_flags.teleport", "sso"],
    ["resource_limits", { resource_limits: { planes: 1 } }, "custom_config.resource_limits.planes", "bots"],
  ])("of an unknown key in %s names those that are known", (_, config, field, known) => {
    try {
      readTerms(marque, config);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: "invalid_input",
        details: { reason: "unknown_key", fields: { [field]: expect.stringContaining(known) } },
      });
    }
  });

  it("sets the rate of requests too, which can't be without bounds", () => {
    const config = { resource_limits: { requests_per_minute: 900 } };
    expect(writeTerms(marque, readTerms(marque, config)).resource_limits).toEqual(config.resource_limits);
    const boundless = { resource_limits: { requests_per_minute: null } };
    expect(() => readTerms(marque, boundless)).toThrow(/needs a number/);
  });

  it("names a meter with its window where one name has several", () => {
    const meters = [
      { key: "calls", window: "hour", label: "Calls" },
      { key: "calls", window: "month", label: "Calls" },
    ] as const;
    const terms = readTerms({ features: [], meters: [...meters] }, { resource_limits: { "calls/hour": 5 } });
    expect(terms).toEqual({ limits: [{ key: "calls", window: "hour", value: 5 }] });
    expect(() => readTerms({ features: [], meters: [...meters] }, { resource_limits: { calls: 5 } })).toThrow(
      /calls\/hour, calls\/month/,
    );
  });
});
