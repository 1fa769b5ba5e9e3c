/** `npm run tenant -- list | move SLUG --to TIER`: where tenants live. */
import { Command, Option } from "commander";
import type { Ports } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { listTiers, rehomeTenant } from "#server/modules/placement/index.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import type { MoveStep } from "#server/platform/database/move/move-rows.ts";
import { type Home, TIERS, type Tier } from "#server/platform/database/planes.ts";
import { withPorts } from "./with-ports.ts";

const CLI = { type: "system", process: "cli" } as const;
const SAYING: Record<MoveStep, string> = {
  prepare: "making the new home ready",
  copy: "copying while the tenant works",
  hold: "comparing is done; writes are about to wait",
  switch: "switching, writes wait",
  drain: "switched; the last readers finish",
  clean: "clearing the old home",
};

const PLACES: Record<Tier, string> = {
  shared: "the shared tables",
  schema: "a schema of its own",
  database: "a database of its own",
};

const program = new Command("tenant").description("Where tenants live.");

program
  .command("list")
  .description("every tenant with its tier")
  .action(() =>
    withPorts(async (ports) => {
      process.stdout.write(`${"tenant".padEnd(32)} ${"status".padEnd(10)} lives in\n`);
      for (const { slug, status, tier, place, movingTo } of await listTiers(platformCtx(ports, CLI).db)) {
        const moving = movingTo ? `  (a move to ${movingTo} has not ended: run it again)` : "";
        process.stdout.write(`${slug.padEnd(32)} ${status.padEnd(10)} ${tier} ${place ?? ""}${moving}\n`);
      }
      return 0;
    }),
  );

program
  .command("move <slug>")
  .description("moves a live tenant; stopped at any point, run it again")
  .addOption(new Option("--to <tier>", "where to").choices(TIERS).makeOptionMandatory())
  .option("--url <url>", "database: address of its owner; needed the first time")
  .option("--name <name>", "database: the name it is known by; default: host and database of the address")
  .action((slug: string, options: MoveArguments) => withPorts((ports) => move(ports, slug, options)));

await program.parseAsync();

interface MoveArguments {
  to: Tier;
  url?: string;
  name?: string;
}

async function move(ports: Ports, slug: string, { to, url, name }: MoveArguments): Promise<number> {
  const tenant = await resolveTenant(ports, { slug });
  if (!tenant) throw new Error(`There is no tenant ${slug}. All are named by: npm run tenant -- list`);
  if (to === "database" && ports.database.kind === "pglite") {
    throw new Error(
      "A database of a tenant's own needs PostgreSQL: set DATABASE_URL. Here are `shared` and `schema`.",
    );
  }
  const ctx = platformCtx(ports, CLI);
  const report = await rehomeTenant(ctx, tenant, {
    to: homeOf(to, url, name),
    ...(url ? { url } : {}),
    async onStep(step, rows) {
      const meanwhile = rows === undefined ? "" : ` (${rows} rows were written meanwhile)`;
      process.stdout.write(`${SAYING[step]}${meanwhile} …\n`);
    },
  });
  for (const { table, rows } of report.tables.filter((each) => each.rows > 0)) {
    process.stdout.write(`  ${table.padEnd(16)} ${rows} rows, the same on both sides\n`);
  }
  process.stdout.write(`${slug} lives in ${PLACES[to]} now.\n`);
  return 0;
}

function homeOf(tier: Tier, url: string | undefined, name: string | undefined): Home {
  if (tier !== "database") return { tier };
  const known = name ?? (url && nameOf(new URL(url)));
  if (!known) throw new Error("Say which database: --url, or the --name of one that is known.");
  return { tier, name: known };
}

const nameOf = ({ host, pathname }: URL): string => `${host}${pathname}`;
