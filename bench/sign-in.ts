/**
 * What a right and a wrong sign-in cost, and how much of that is argon2id, which is meant to be the most of it: over the
 * embedded database, one after the other, without HTTP.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { platformCtx } from "#server/modules/audit/index.ts";
import { signIn, signUp } from "#server/modules/auth/index.ts";
import { migrate } from "#server/platform/database/migrate.ts";
import { openPglite } from "#server/platform/database/open-database.ts";
import { readEnv } from "#server/platform/env.ts";
import { hashPassword, verifyPassword } from "#server/platform/password.ts";
import { closePorts, openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";

const ROUNDS = 60;
const WARM_UP = 10;
const AUTH_SECRET = "bench-secret-bench-secret-bench-secret";
const PASSWORD = "correct horse battery staple";

const dataDirectory = mkdtempSync(path.join(tmpdir(), "marque-bench-"));
const database = await openPglite("memory");
await migrate(database, AUTH_SECRET);
const env = readEnv({ NODE_ENV: "test", LOG_LEVEL: "silent", DATA_DIR: dataDirectory });
const stripe = openStripe("sk_test_nobody_listens", [], "http://127.0.0.1:9");
const ports = await openPorts({ env, database, authSecret: AUTH_SECRET, stripe });
const person = { name: "Bench", email: "owner@bench.test", password: PASSWORD };
await signUp.call(platformCtx(ports, { type: "system", process: "bench" }), {
  ...person,
  company: "Bench Inc",
  slug: "bench",
});
const passwordHash = await hashPassword(PASSWORD);

const ctx = () => platformCtx(ports, { type: "visitor" });
const argon2 = await median(() => verifyPassword(passwordHash, PASSWORD));
const right = await median(() => signIn.call(ctx(), { email: person.email, password: PASSWORD }));
let guessed = 0;
const wrong = await median(() =>
  signIn.call(ctx(), { email: `nobody-${guessed++}@bench.test`, password: "x" }).catch(() => null),
);

process.stdout.write(
  [
    `argon2id, one verification  ${argon2.toFixed(1)} ms`,
    `a right password            ${right.toFixed(1)} ms   argon2id ${share(right)} % of it   (aim ≥ 50 %)`,
    `an unknown e-mail           ${wrong.toFixed(1)} ms   argon2id ${share(wrong)} % of it`,
    "",
  ].join("\n"),
);
await closePorts(ports);
rmSync(dataDirectory, { recursive: true });

function share(whole: number): string {
  return ((100 * argon2) / whole).toFixed(0);
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const start = performance.now();
    await work();
    if (round >= WARM_UP) taken.push(performance.now() - start);
  }
  return taken.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0;
}
