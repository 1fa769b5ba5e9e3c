/** `npm run prepare-data`: brings the database up to date and, with SEED=true, fills in the demonstration. */
import { seed } from "#prisma/seed.ts";
import { migrate } from "#server/platform/database/migrate.ts";
import { withPorts } from "./with-ports.ts";

await withPorts(
  async (ports) => {
    for (const name of ports.homes.names()) {
      if (name !== null) await migrate(await ports.homes.open(name), ports.authSecret);
    }
    if (ports.env.SEED) await seed(ports);
    return 0;
  },
  async ({ database, authSecret }) => {
    const applied = await migrate(database, authSecret);
    process.stdout.write(
      applied.length > 0 ? `migrated: ${applied.join(", ")}\n` : "database is up to date\n",
    );
  },
);
