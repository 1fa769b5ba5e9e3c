/**
 * `node moving-process.ts SLUG HOME-AS-JSON STEP [URL]`: moves a tenant in a process of its own, says each step on a line,
 * and waits to be killed, or for a line on its input, when it comes to STEP.
 */
import { once } from "node:events";
import { platformCtx } from "#server/modules/audit/index.ts";
import { rehomeTenant } from "#server/modules/placement/index.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import { openPostgres } from "#server/platform/database/open-database.ts";
import { readEnv } from "#server/platform/env.ts";
import { openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { TEST_SECRET } from "./database.ts";

const [slug = "", home = "", stop = "", url] = process.argv.slice(2);
const env = readEnv();
const database = openPostgres(env.DATABASE_URL ?? "", TEST_SECRET, 4);
const stripe = openStripe("sk_test_nobody_listens", [], "http://127.0.0.1:9");
const ports = await openPorts({ env, database, authSecret: TEST_SECRET, stripe });
const tenant = await resolveTenant(ports, { slug });
if (!tenant) throw new Error(`There is no tenant ${slug}.`);
await rehomeTenant(platformCtx(ports, { type: "system", process: "mover" }), tenant, {
  to: JSON.parse(home),
  ...(url ? { url } : {}),
  async onStep(step) {
    process.stdout.write(`${step}\n`);
    if (step === stop) await once(process.stdin, "data");
  },
}).then(
  () => process.stdout.write("done\n"),
  (error: Error) => process.stdout.write(`refused: ${error.message}\n`),
);
process.exit(0);
