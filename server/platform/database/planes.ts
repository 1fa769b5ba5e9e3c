/**
 * The tables that a tenant takes along when it moves, parents before children. Every other table stays where it is:
 * what the whole platform asks for (tenants, people, billing, keys, audit) and what the worker scans for all tenants at
 * once. A new table stays, unless it is listed here in the change that creates it.
 */
export const DATA_TABLES = [
  "branding",
  "asset",
  "dataset",
  "backtest",
  "bot",
  "bot_order",
  "bot_fill",
  "bot_trade",
  "bot_holding",
  "bot_note",
  "demo_account",
  "demo_order",
] as const;

/** Tables beside the data in the same database, because they are written with it; the worker reads them per database. */
export const COMPANION_TABLES = ["outbox_event", "active_bot"] as const;

/** Where a tenant's own tables are. */
export type Home = { tier: "shared" } | { tier: "schema" } | { tier: "database"; name: string };

export const TIERS = ["shared", "schema", "database"] as const;
export type Tier = (typeof TIERS)[number];
