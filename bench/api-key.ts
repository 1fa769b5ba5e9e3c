/** What it costs to know who an API key is: refused by its checksum, known from the last second, and read anew. */
import { authenticateKey, createKey } from "#server/modules/api-keys/index.ts";
import { grantApiAccess } from "#tests/support/api-access.ts";
import { openHarness } from "#tests/support/harness.ts";

const ROUNDS = 3_000;
const CLIENT = { address: "203.0.113.7", userAgent: "bench" };

const harness = await openHarness();
const tenant = await harness.mintTenant();
await grantApiAccess(tenant);
const { secret } = await createKey.call(tenant.ctx(), { name: "Bench", scopes: ["bot:read"] });
const use = (text: string) => authenticateKey(harness.ports, text, CLIENT);
const forget = () => harness.ports.live.publish(tenant.tenant.id, { topic: "key" });

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.toSorted((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN;
}

await use(secret);
const lines: [string, () => Promise<unknown>][] = [
  ["refused by its checksum", () => use(`${secret.slice(0, -1)}!`).catch(() => null)],
  ["known", () => use(secret)],
  [
    "read anew (key and creator)",
    () => {
      forget();
      return use(secret);
    },
  ],
];
for (const [, work] of lines) await median(work);
for (const [title, work] of lines) {
  const ms = await median(work);
  process.stdout.write(
    `${title.padEnd(30)} ${(ms * 1000).toFixed(0).padStart(6)} µs   ${Math.round(1000 / ms).toLocaleString("en")} /s\n`,
  );
}
await harness.close();
process.exit(0);
