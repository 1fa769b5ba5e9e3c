import path from "node:path";
import { systemClock } from "#server/platform/clock.ts";
import { createStripeSandbox } from "./stripe/index.ts";

const env = process.env;
const webhookSecret = env.STRIPE_WEBHOOK_SECRETS?.split(",")[0] || "whsec_sandbox";
const sandbox = createStripeSandbox({
  storage: { directory: path.join(env.DATA_DIR || ".data", "stripe") },
  clock: systemClock,
  nodeEnv: env.NODE_ENV ?? "development",
  allowInProduction: env.STRIPE_SANDBOX === "true",
  webhookSecret,
  webhookUrl: env.STRIPE_SANDBOX_WEBHOOK_URL || "http://localhost:3000/api/webhooks/stripe",
  onError: (error) => console.error(error),
});
await sandbox.listen(Number(env.STRIPE_SANDBOX_PORT || 12_111));
console.log(
  `Stripe sandbox ready on ${sandbox.url}. Its panel is at /. Any key that begins with sk_test_ will do.`,
);
console.log(`Webhook secret: ${webhookSecret}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => sandbox.close());
