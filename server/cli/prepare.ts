/** `npm run prepare-data`: brings the database up to date and, with SEED=true, fills in the demonstration. */
import { seed } from "#prisma/seed.ts";
import { installPreset, type PresetOutcome } from "#server/modules/operator/index.ts";
import { migrate } from "#server/platform/database/migrate.ts";
import { withPorts } from "./with-ports.ts";

await withPorts(
  async (ports) => {
    for (const name of ports.homes.names()) {
      if (name !== null) await migrate(await ports.homes.open(name), ports.authSecret);
    }
    process.stdout.write(`${wordsOf(await installPreset(ports))}\n`);
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

function wordsOf(outcome: PresetOutcome): string {
  switch (outcome.kind) {
    case "installed":
      return `price list: the preset is version ${outcome.version}`;
    case "unchanged":
      return "price list is up to date";
    case "edited":
      return `price list: version ${outcome.version} is an operator's and stays; the preset differs from it`;
    case "in_use":
      return `price list: the new preset was left out. ${outcome.message}`;
    default:
      return outcome satisfies never;
  }
}
