/** `npm run operator -- grant EMAIL | revoke EMAIL | list`: who runs the platform. */
import { Command } from "commander";
import { isAppError } from "#server/kernel/errors.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { grantOperator, listOperators, revokeOperator } from "#server/modules/operator/index.ts";
import { openConfiguredDatabase } from "#server/platform/database/configured-database.ts";
import { readEnv } from "#server/platform/env.ts";
import { closePorts, openPorts } from "#server/platform/runtime.ts";
import { readSecrets } from "#server/platform/secrets.ts";
import { openStripe } from "#server/platform/stripe.ts";

type AtPlatform = (ctx: ReturnType<typeof platformCtx>) => Promise<string>;

const program = new Command("operator").description("Who runs the platform.");
program
  .command("grant <email>")
  .description("let the person with this account act as operator")
  .action((email: string) =>
    at(async (ctx) => `${(await grantOperator.call(ctx, { email })).email} is an operator.`),
  );
program
  .command("revoke <email>")
  .description("take it back; it ends with the next request")
  .action((email: string) =>
    at(async (ctx) => `${(await revokeOperator.call(ctx, { email })).email} is no operator.`),
  );
program
  .command("list")
  .description("all operators")
  .action(() =>
    at(async (ctx) => {
      const all = await listOperators.call(ctx, {});
      return all.map(({ email, name }) => `${email}  ${name}`).join("\n") || "There is no operator.";
    }),
  );

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${isAppError(error) || error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

async function at(work: AtPlatform): Promise<void> {
  const env = readEnv();
  const secrets = await readSecrets(env.DATA_DIR);
  const authSecret = env.AUTH_SECRET ?? secrets.authSecret;
  const database = await openConfiguredDatabase(env, authSecret);
  const ports = await openPorts({ env, database, authSecret, stripe: openStripe("sk_test_unused", []) });
  try {
    const said = await work(platformCtx(ports, { type: "system", process: "cli" }));
    process.stdout.write(`${said}\n`);
  } finally {
    await closePorts(ports);
  }
}
