import { fieldError } from "#server/kernel/errors.ts";
import type { Catalogue } from "../billing/index.ts";
import type { Terms } from "../entitlements/index.ts";

export interface CustomConfig {
  feature_flags?: Record<string, boolean> | undefined;
  resource_limits?: Record<string, number | null> | undefined;
}

/**
 * A `custom_config` as terms of the price list. A meter with several windows is named with its window: `api_calls/hour`.
 * @throws AppError `invalid_input` at the unknown key, naming those that are known
 */
export function readTerms(
  { features, meters }: Pick<Catalogue, "features" | "meters">,
  config: CustomConfig,
): Terms {
  const known = features.map(({ key }) => key);
  const flags = Object.entries(config.feature_flags ?? {}).map(([key, isGranted]) => {
    if (!known.includes(key)) throw unknownKey("feature_flags", key, known);
    return { key, isGranted };
  });
  const names = meterNames(meters);
  const limits = Object.entries(config.resource_limits ?? {}).map(([name, value]) => {
    const meter = names.get(name);
    if (!meter) throw unknownKey("resource_limits", name, [...names.keys()]);
    if (name === REQUEST_RATE && value === null) throw boundless();
    return { ...meter, value };
  });
  return {
    ...(config.feature_flags ? { features: flags } : {}),
    ...(config.resource_limits ? { limits } : {}),
  };
}

/** The same the other way round. What the price list no longer sells is left out. */
export function writeTerms({ meters }: Pick<Catalogue, "meters">, { features = [], limits = [] }: Terms) {
  const names = [...meterNames(meters)];
  return {
    feature_flags: Object.fromEntries(features.map(({ key, isGranted }) => [key, isGranted])),
    resource_limits: Object.fromEntries(
      limits.flatMap(({ key, window, value }) => {
        const named = names.find(([, meter]) => meter.key === key && meter.window === window);
        return named ? [[named[0], value]] : [];
      }),
    ),
  };
}

/** How fast the API may be called: no meter of the price list, but a size of every plan. */
const REQUEST_RATE = "requests_per_minute";

function meterNames(meters: Catalogue["meters"]) {
  return new Map([
    [REQUEST_RATE, { key: REQUEST_RATE, window: "none" as const }],
    ...meters.map(({ key, window }) => {
      const isOnly = meters.filter((each) => each.key === key).length === 1;
      return [isOnly ? key : `${key}/${window}`, { key, window }] as const;
    }),
  ]);
}

const boundless = () =>
  fieldError(`custom_config.resource_limits.${REQUEST_RATE}`, "The rate of requests needs a number.", {
    reason: "needs_number",
  });

const unknownKey = (field: string, key: string, known: readonly string[]) =>
  fieldError(`custom_config.${field}.${key}`, `There is no ${key}. Known are: ${known.join(", ")}.`, {
    reason: "unknown_key",
    known,
  });
