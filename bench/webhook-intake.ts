/**
 * Webhook intake: signed events a second through the door, against checking the signature and inserting the row by itself
 * on the same pool; PostgreSQL waits for the disk at each commit. Each event comes once, then three times. Without HTTP
 * on either side.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Stripe from "stripe";
import { platformCtx } from "#server/modules/audit/index.ts";
import { signUp } from "#server/modules/auth/index.ts";
import { readEnv } from "#server/platform/env.ts";
import { openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { answerStripeWebhook } from "#server/rest/receive-stripe-webhook.ts";
import { BENCH_SECRET, type BenchDatabase, openBenchDatabases } from "./databases.ts";
import { median } from "./median.ts";

const EVENTS = 6_000;
const SENDERS = 256;
const ROUNDS = 5;
const WEBHOOK_SECRET = "whsec_bench";
const CUSTOMER = "cus_bench";

interface Signed {
  body: string;
  signature: string;
}
type Intake = (event: Signed) => Promise<unknown>;

async function measure({ name, database, bare, close }: BenchDatabase): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "marque-bench-"));
  const env = readEnv({ NODE_ENV: "test", LOG_LEVEL: "silent", DATA_DIR: directory });
  const stripe = openStripe("sk_test_nobody_listens", [WEBHOOK_SECRET], "http://127.0.0.1:9");
  const ports = await openPorts({ env, database, authSecret: BENCH_SECRET, stripe });
  const { tenant } = await signUp.call(platformCtx(ports, { type: "system", process: "bench" }), {
    name: "Bench",
    email: "owner@bench.test",
    password: "correct horse battery staple",
    company: "Bench Inc",
    slug: "bench",
  });
  await bare.query(
    "insert into billing_customer (tenant_id, stripe_customer_id, created_at) values ($1, $2, now())",
    [tenant.id, CUSTOMER],
  );
  const ours: Intake = async ({ body, signature }) => {
    const request = new Request("http://localhost/api/webhooks/stripe", {
      method: "POST",
      body,
      headers: { "stripe-signature": signature },
    });
    const answer = await answerStripeWebhook(ports, request);
    if (answer.status !== 200) throw new Error(`${answer.status}`);
  };
  await bare.query("create table bare_event (id text primary key, payload jsonb not null)");
  const rowByRow: Intake = async ({ body, signature }) => {
    const event = await stripe.client.webhooks.constructEventAsync(body, signature, WEBHOOK_SECRET);
    await bare.query({
      name: "bare_event",
      text: "insert into bare_event values ($1, $2) on conflict do nothing",
      values: [event.id, body],
    });
  };
  for (const copies of [1, 3]) {
    const rates: [number, number][] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const events = signedEvents(`${name}_${copies}_${round}`, copies);
      rates.push([await rateOf(rowByRow, events), await rateOf(ours, events)]);
    }
    const [theirs, mine] = [median(rates.map(([one]) => one)), median(rates.map(([, one]) => one))];
    const ratio = median(rates.map(([one, other]) => other / one));
    process.stdout.write(
      `${name.padEnd(9)} ${copies}×  verify + insert ${whole(theirs)}/s   intake ${whole(mine)}/s   ${ratio.toFixed(2)}×   (aim ≥ 1)\n`,
    );
  }
  const { rows } = await bare.query("select count(*)::int as kept from stripe_event");
  const expected = EVENTS * ROUNDS + (EVENTS / 3) * ROUNDS;
  if (rows[0].kept !== expected) throw new Error(`${rows[0].kept} rows, not ${expected}`);
  await ports.queue.close();
  await close();
  rmSync(directory, { recursive: true });
}

/** As many deliveries as ever, of fewer events the more copies there are, mixed as a queue that retries mixes them. */
function signedEvents(prefix: string, copies: number): Signed[] {
  const events = Array.from({ length: EVENTS / copies }, (_, index) => signedEvent(`evt_${prefix}_${index}`));
  return Array.from({ length: copies }, () => events).flat();
}

function signedEvent(id: string): Signed {
  const body = JSON.stringify({
    id,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    type: "customer.subscription.updated",
    data: {
      object: {
        id: "sub_bench",
        object: "subscription",
        customer: CUSTOMER,
        metadata: { note: "x".repeat(900) },
      },
    },
  });
  return {
    body,
    signature: Stripe.webhooks.generateTestHeaderString({ payload: body, secret: WEBHOOK_SECRET }),
  };
}

async function rateOf(intake: Intake, events: readonly Signed[]): Promise<number> {
  const start = performance.now();
  let next = 0;
  const sender = async () => {
    for (let event = events[next++]; event; event = events[next++]) await intake(event);
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return events.length / ((performance.now() - start) / 1000);
}

const whole = (rate: number): string => Math.round(rate).toLocaleString("en").padStart(7);

for (const bench of await openBenchDatabases(true)) await measure(bench);
// Of the ports some still listen on what is closed.
process.exit(0);
