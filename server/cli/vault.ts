/** `npm run vault -- status|rotate`: the keys that seal secrets at rest. */
import { Command } from "commander";
import { databaseKeyStore } from "#server/platform/vault/key-store.ts";
import { readMasterKeys } from "#server/platform/vault/master-key.ts";
import { countByMasterKey, renewDataKeys, rewrapKeys } from "#server/platform/vault/rotate-keys.ts";
import { withPorts } from "./with-ports.ts";

const program = new Command("vault").description("The keys that seal secrets at rest.");

program
  .command("status")
  .description(
    "How many data keys each master key wraps. One that wraps none can be taken out of the settings.",
  )
  .action(() =>
    withPorts(async ({ env, authSecret, systemDb }) => {
      const counts = await countByMasterKey(databaseKeyStore(systemDb.client));
      const known = readMasterKeys(env, authSecret).map(({ id }) => id);
      for (const id of new Set([...known, ...counts.keys()])) {
        const role = known[0] === id ? "seals" : known.includes(id) ? "opens" : "MISSING FROM THE SETTINGS";
        process.stdout.write(`${id}: ${counts.get(id) ?? 0} data keys, ${role}\n`);
      }
      return [...counts.keys()].every((id) => known.includes(id)) ? 0 : 1;
    }),
  );

program
  .command("rotate")
  .description("Wrap every data key by the first master key of VAULT_KEYS. Safe to interrupt and repeat.")
  .option("--data-keys", "and give every owner a new data key for what is sealed from now on")
  .action(({ dataKeys }: { dataKeys?: true }) =>
    withPorts(async ({ env, authSecret, systemDb, clock }) => {
      const store = databaseKeyStore(systemDb.client);
      const masterKeys = readMasterKeys(env, authSecret);
      process.stdout.write(`wrapped anew: ${await rewrapKeys(store, masterKeys)}\n`);
      if (dataKeys) {
        const renewed = await renewDataKeys(store, masterKeys, clock.now());
        process.stdout.write(`new data keys: ${renewed}\n`);
      }
      return 0;
    }),
  );

await program.parseAsync();
