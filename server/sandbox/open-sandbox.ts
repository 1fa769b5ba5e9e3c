import path from "node:path";
import type { Env } from "#server/platform/env.ts";
import { createStripeSandbox, type StripeSandbox } from "./stripe/index.ts";

/** The embedded Stripe, listening beside the web on a port of its own. */
export async function openSandbox(env: Env, webhookSecret: string): Promise<StripeSandbox> {
  const sandbox = createStripeSandbox({
    storage: { directory: path.join(env.DATA_DIR, "stripe-sandbox") },
    clock: { now: () => new Date() },
    nodeEnv: env.NODE_ENV,
    allowInProduction: env.STRIPE_SANDBOX,
    webhookSecret,
    webhookUrl: `${env.ROOT_URL}/api/webhooks/stripe`,
    merchantName: "Marque",
  });
  await sandbox.listen(env.STRIPE_SANDBOX_PORT);
  return sandbox;
}
