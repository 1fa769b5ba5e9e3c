/** Meters that the product counts and refuses by itself, with what uses them up. */
export const ENFORCED_METERS: Readonly<Record<string, string>> = {
  api_calls: "each call of the API",
  requests: "each call of the API",
  backtests: "backtest.start",
  bots: "bot.create, bot.start, bot.resume; what is over is paused",
  pairs: "bot.create, bot.start, bot.resume; what is over is paused",
  data_sets: "dataset.import",
  members: "invitations, sign-in by single sign-on, SCIM",
  api_keys: "key.create",
  domains: "domain.add",
};

/** Meters of what lives with the client: counted, and refused at their limit, by `POST /usage/track`. */
export const TRACKED_METERS: readonly string[] = [
  "ai_requests",
  "data_requests",
  "data_sources",
  "exchanges",
  "storage",
  "strategies",
  "workflows",
];
