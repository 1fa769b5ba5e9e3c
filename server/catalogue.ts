import type { AnyVerb } from "./kernel/verb.ts";
import * as apiKeys from "./modules/api-keys/index.ts";
import * as audit from "./modules/audit/index.ts";
import * as auth from "./modules/auth/index.ts";
import * as backtests from "./modules/backtests/index.ts";
import * as billing from "./modules/billing/index.ts";
import * as bots from "./modules/bots/index.ts";
import * as branding from "./modules/branding/index.ts";
import * as domains from "./modules/domains/index.ts";
import * as entitlements from "./modules/entitlements/index.ts";
import * as limits from "./modules/limits/index.ts";
import * as marketData from "./modules/market-data/index.ts";
import * as members from "./modules/members/index.ts";
import * as operator from "./modules/operator/index.ts";
import * as sso from "./modules/sso/index.ts";
import * as strategies from "./modules/strategies/index.ts";
import * as tenancy from "./modules/tenancy/index.ts";
import * as usage from "./modules/usage/index.ts";
import * as venues from "./modules/venues/index.ts";

const modules = {
  apiKeys,
  audit,
  auth,
  backtests,
  billing,
  bots,
  branding,
  domains,
  entitlements,
  limits,
  marketData,
  operator,
  members,
  sso,
  strategies,
  tenancy,
  usage,
  venues,
};

/** Every verb of the product: what the modules' front doors show. Tests sweep this list. */
export const catalogue: readonly AnyVerb[] = Object.values(modules).flatMap((module) =>
  Object.values(module).filter(isVerb),
);

function isVerb(value: unknown): value is AnyVerb {
  return typeof value === "object" && value !== null && "verb" in value && "call" in value;
}
