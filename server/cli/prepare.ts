/** `npm run prepare-data`: brings the database up to date and, with SEED=true, fills in the demonstration. */
import { seed } from "#prisma/seed.ts";
import { openConfiguredDatabase } from "#server/platform/database/configured-database.ts";
import { migrate } from "#server/platform/database/migrate.ts";
import { readEnv } from "#server/platform/env.ts";
import { closePorts, openPorts } from "#server/platform/runtime.ts";
import { readSecrets } from "#server/platform/secrets.ts";
import { openStripe } from "#server/platform/stripe.ts";

const env = readEnv();
const secrets = await readSecrets(env.DATA_DIR);
const authSecret = env.AUTH_SECRET ?? secrets.authSecret;
const database = await openConfiguredDatabase(env, authSecret);
const applied = await migrate(database, authSecret);
process.stdout.write(applied.length > 0 ? `migrated: ${applied.join(", ")}\n` : "database is up to date\n");
const ports = await openPorts({ env, database, authSecret, stripe: openStripe("sk_test_unused", []) });
if (env.SEED) await seed(ports);
await closePorts(ports);
// Prisma keeps the timer of its last transaction alive for seconds.
process.exit(0);
