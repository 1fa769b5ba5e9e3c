/** A process that takes uses in and says which are taken, until it is killed: `fork(file, [tenantId], { env })`. */
import { tenantCtx } from "#server/modules/audit/index.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import { spend } from "#server/modules/usage/index.ts";
import { openPglite, openPostgres } from "#server/platform/database/open-database.ts";
import { readEnv } from "#server/platform/env.ts";
import { openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { TEST_SECRET } from "./database.ts";

const { TEST_URL = "", TEST_DIRECTORY = "" } = process.env;
const database = TEST_URL ? openPostgres(TEST_URL, TEST_SECRET, 8) : await openPglite(TEST_DIRECTORY);
const env = readEnv({ NODE_ENV: "test", LOG_LEVEL: "silent", CATALOGUE: "auterity" });
const stripe = openStripe("sk_test_nobody_listens", [], "http://127.0.0.1:9");
const ports = await openPorts({ env, database, authSecret: TEST_SECRET, stripe });
await openCatalogue(ports);
const tenant = await resolveTenant(ports, { id: process.argv[2] ?? "" });
if (!tenant) throw new Error("There is no such tenant.");
const ctx = tenantCtx(ports, tenant, { type: "system", process: "test" });

process.on("message", async (id: string) => {
  await spend(ctx, { amounts: { ai_requests: 1 }, id, source: "test" });
  process.send?.(id);
});
process.send?.("ready");
