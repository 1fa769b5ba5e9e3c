/** `npm run worker`: jobs, events and bots in a process of their own, beside web processes with WORKER=external. */
import { followCatalogue } from "#server/modules/billing/index.ts";
import { openConfiguredDatabase } from "#server/platform/database/configured-database.ts";
import { readEnv } from "#server/platform/env.ts";
import { closePorts, openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { startWorker } from "./start-worker.ts";
import { periodics, platformSubscribers, subscribers } from "./subscribers.ts";

try {
  const env = readEnv();
  if (!env.DATABASE_URL || !env.AUTH_SECRET || !env.STRIPE_SECRET_KEY) {
    throw new Error(
      "A worker of its own needs DATABASE_URL, AUTH_SECRET and STRIPE_SECRET_KEY, as the web has them.",
    );
  }
  const database = await openConfiguredDatabase(env, env.AUTH_SECRET);
  const stripe = openStripe(env.STRIPE_SECRET_KEY, env.STRIPE_WEBHOOK_SECRETS);
  const ports = await openPorts({ env, database, stripe, authSecret: env.AUTH_SECRET });
  const catalogue = await followCatalogue(ports);
  const worker = await startWorker(ports, { subscribers, platformSubscribers, periodics });
  process.stdout.write("ready\n");
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      worker
        .stop()
        .then(() => catalogue.stop())
        .then(() => closePorts(ports))
        .then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
