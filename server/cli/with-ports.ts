import type { Ports } from "#server/kernel/ctx.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import { openConfiguredDatabase } from "#server/platform/database/configured-database.ts";
import type { Database } from "#server/platform/database/open-database.ts";
import { type Env, readEnv } from "#server/platform/env.ts";
import { closePorts, openPorts } from "#server/platform/runtime.ts";
import { readSecrets } from "#server/platform/secrets.ts";
import { openStripe } from "#server/platform/stripe.ts";

interface Installation {
  env: Env;
  database: Database;
  authSecret: string;
}

/**
 * Runs a command-line program's work with this installation's ports, then ends the process with the code that `work` gives,
 * or 1 and the error in one line. With the embedded database the server must be stopped first.
 */
export async function withPorts(
  work: (ports: Ports) => Promise<number>,
  beforeOpening: (installation: Installation) => Promise<void> = async () => {},
): Promise<never> {
  try {
    const env = readEnv();
    const secrets = await readSecrets(env.DATA_DIR);
    const authSecret = env.AUTH_SECRET ?? secrets.authSecret;
    const database = await openConfiguredDatabase(env, authSecret);
    await beforeOpening({ env, database, authSecret });
    const stripe = env.STRIPE_SECRET_KEY
      ? openStripe(env.STRIPE_SECRET_KEY, env.STRIPE_WEBHOOK_SECRETS)
      : openStripe("sk_test_unused", []);
    const ports = await openPorts({ env, database, authSecret, stripe });
    await openCatalogue(ports);
    const code = await work(ports);
    await closePorts(ports);
    // Prisma keeps the timer of its last transaction alive for seconds.
    process.exit(code);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}
