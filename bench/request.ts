/**
 * A tenant's page against a bare Next page of the same size: requests per second in one run, side by side, and what
 * the whole demo weighs. Needs a build (`npm run bench` makes one).
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import autocannon from "autocannon";
import { startServer } from "./server-process.ts";

const BARE_APP = path.join(import.meta.dirname, "bare-app");
const ROUNDS = 4;
const SECONDS = 5;
const DEMO = { STRIPE_SANDBOX: "true", SEED: "true", LOG_LEVEL: "error" };

const dataDirectory = mkdtempSync(path.join(tmpdir(), "marque-bench-"));
const env = { ...DEMO, DATA_DIR: dataDirectory };
mustRun(["server/cli/prepare.ts"], { ...env, NODE_ENV: "production" });
const marque = await startServer(["server/main.ts"], env);
const firstPage = await timed(() => page(marque.port, "acme.localhost", "/sign-in"));
const html = firstPage.value;
const elements = html.match(/<[a-z]/g)?.length ?? 1;

mustRun([path.join("node_modules/next/dist/bin/next"), "build", BARE_APP], { NODE_ENV: "production" });
const bare = await startServer([path.join(BARE_APP, "serve.ts")], {});
const barePath = await sizedLike(html.length);
const bareBytes = (await page(bare.port, "localhost", barePath)).length;
const idleBefore = residentMegabytes(marque.child.pid ?? 0);

const rates = { tenant: [] as number[], bare: [] as number[] };
for (let round = 0; round <= ROUNDS; round++) {
  const tenant = await load(marque.port, "acme.localhost", "/sign-in");
  const plain = await load(bare.port, "localhost", barePath);
  if (round === 0) continue; // warm-up
  rates.tenant.push(tenant);
  rates.bare.push(plain);
}
const [tenant, plain] = [median(rates.tenant), median(rates.bare)];
const idle = residentMegabytes(marque.child.pid ?? 0);
await Promise.all([marque.stop(), bare.stop()]);
rmSync(dataDirectory, { recursive: true });

const lines = [
  `page size           tenant ${html.length} B, bare ${bareBytes} B, ${elements} elements each`,
  `tenant page         ${tenant.toFixed(0)} req/s`,
  `bare Next page      ${plain.toFixed(0)} req/s`,
  `tenant / bare       ${(tenant / plain).toFixed(2)}   (aim ≥ 0.8)`,
  `start to first page ${((marque.readyMs + firstPage.ms) / 1000).toFixed(2)} s   (aim < 5 s, warm)`,
  `resident memory     ${idleBefore} MB after the first pages, ${idle} MB right after the load   (aim < 600 MB idle)`,
];
process.stdout.write(`${lines.join("\n")}\n`);

/** The bare page's address at which it is as long as the page it is compared with. */
async function sizedLike(bytes: number): Promise<string> {
  const at = (characters: number) => `/?elements=${elements}&characters=${characters}`;
  const [small, large] = [elements * 10, elements * 110];
  const lengths = [
    await page(bare.port, "localhost", at(small)),
    await page(bare.port, "localhost", at(large)),
  ];
  const [fewer = 0, more = 1] = lengths.map(({ length }) => length);
  const characters = small + ((bytes - fewer) * (large - small)) / (more - fewer);
  return at(Math.max(elements, Math.round(characters)));
}

async function load(port: number, host: string, pathname: string): Promise<number> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${pathname}`,
    headers: { host: `${host}:${port}` },
    connections: 8,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${host}${pathname}: ${result.non2xx} bad answers`);
  return result.requests.average;
}

async function page(port: number, host: string, pathname: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // Not `fetch`, which does not let anyone set Host.
    request({ port, path: pathname, headers: { host: `${host}:${port}` } }, async (response) => {
      let body = "";
      for await (const chunk of response) body += chunk;
      resolve(body);
    })
      .on("error", reject)
      .end();
  });
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  return { value: await work(), ms: performance.now() - started };
}

function mustRun(args: string[], extra: Record<string, string>): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, ...extra },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.join(" ")}\n${stdout}${stderr}`);
}

function residentMegabytes(pid: number): number | string {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return "unknown";
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]) / 1024);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
