import path from "node:path";
import type { Clock } from "#server/platform/clock.ts";
import type { Env } from "#server/platform/env.ts";
import { createStripeSandbox, type StripeSandbox } from "./stripe/index.ts";

const HOST = "localhost";

/**
 * The sandbox beside the server: state under DATA_DIR, webhooks to the root domain.
 * It listens on STRIPE_SANDBOX_PORT, else on the port after PORT, else on a free one.
 * @throws in production, unless STRIPE_SANDBOX=true says that a demonstration is meant
 */
export async function openSandbox(env: Env, clock: Clock, webhookSecret: string): Promise<StripeSandbox> {
  const sandbox = createStripeSandbox({
    storage: { directory: path.join(env.DATA_DIR, "stripe") },
    clock,
    nodeEnv: env.NODE_ENV,
    allowInProduction: env.STRIPE_SANDBOX,
    webhookSecret,
    webhookUrl: `${env.ROOT_URL}/api/webhooks/stripe`,
    onError: (error) => process.stderr.write(`Stripe sandbox: ${String(error)}\n`),
  });
  const wanted = env.STRIPE_SANDBOX_PORT || (env.PORT && env.PORT + 1);
  await sandbox.listen(wanted, HOST).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE" || env.STRIPE_SANDBOX_PORT) throw error;
    return sandbox.listen(0, HOST);
  });
  return sandbox;
}
