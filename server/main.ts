/** The server: opens the ports, starts worker and sandbox beside the web where they are embedded, and listens. */
import { createServer } from "node:http";
import path from "node:path";
import next from "next";
import { demoGuide } from "#prisma/demo-guide.ts";
import { canonicalAddress } from "./edge/canonical-address.ts";
import { isForeignForm } from "./edge/foreign-form.ts";
import { settleHeaders } from "./edge/request-headers.ts";
import { securityHeaders } from "./edge/security-headers.ts";
import { followCatalogue } from "./modules/billing/index.ts";
import { openClock } from "./platform/clock.ts";
import { openConfiguredDatabase } from "./platform/database/configured-database.ts";
import { type Env, readEnv } from "./platform/env.ts";
import { installPorts } from "./platform/installed-ports.ts";
import { closePorts, openPorts } from "./platform/runtime.ts";
import { readSecrets } from "./platform/secrets.ts";
import { openStripe } from "./platform/stripe.ts";
import { openMailbox } from "./sandbox/open-mailbox.ts";
import { openSandbox } from "./sandbox/open-sandbox.ts";
import { startWorker } from "./worker/start-worker.ts";
import { periodics, platformSubscribers, subscribers } from "./worker/subscribers.ts";

type Close = () => Promise<void>;

try {
  stopOnSignal(await start());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

/** @returns what closes everything again, in the order that loses nothing. */
async function start(): Promise<Close> {
  const env = readEnv();
  const clock = openClock(env.MANUAL_CLOCK);
  const secrets = await readSecrets(env.DATA_DIR);
  const authSecret = env.AUTH_SECRET ?? secrets.authSecret;
  const database = await openConfiguredDatabase(env, authSecret);
  const sandbox = env.STRIPE_SECRET_KEY ? null : await openSandbox(env, clock, secrets.stripeWebhookSecret);
  const mailbox = env.SMTP_URL ? null : await openMailbox(env);
  const stripe = sandbox
    ? openStripe("sk_test_sandbox", [secrets.stripeWebhookSecret], sandbox.url)
    : openStripe(
        env.STRIPE_SECRET_KEY ?? "",
        env.STRIPE_WEBHOOK_SECRETS,
        undefined,
        env.STRIPE_PUBLISHABLE_KEY,
      );
  const ports = await openPorts({
    env,
    clock,
    database,
    stripe,
    authSecret,
    mailboxUrl: mailbox?.url ?? null,
  });
  const catalogue = await followCatalogue(ports);
  installPorts(ports);
  const worker =
    env.WORKER === "embedded"
      ? await startWorker(ports, { subscribers, platformSubscribers, periodics })
      : null;
  const web = await openWeb(env, sandbox?.url ?? "");
  if (env.SEED) process.stdout.write(demoGuide(env, sandbox?.url ?? null, mailbox?.url ?? null));
  process.stdout.write(`ready ${env.ROOT_URL}\n`);
  return async () => {
    await web.close();
    await worker?.stop();
    await sandbox?.close();
    await mailbox?.close();
    await catalogue.stop();
    await closePorts(ports);
  };
}

/** Ctrl-C reaches a process twice when npm passes on what the terminal has sent already. */
const ECHO_MS = 1_000;

/** The first signal stops in order, a later one at once. */
function stopOnSignal(close: Close): void {
  let stoppingSince: number | null = null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (stoppingSince !== null && now - stoppingSince > ECHO_MS) process.exit(1);
      if (stoppingSince !== null) return;
      stoppingSince = now;
      close().then(
        () => process.exit(0),
        (error) => {
          process.stderr.write(`${error}\n`);
          process.exit(1);
        },
      );
    });
  }
}

async function openWeb({ PORT, NODE_ENV, ROOT_DOMAIN, ROOT_URL, TRUST_PROXY }: Env, sandboxUrl: string) {
  // The edge runs apart from this module and reads its settings from the environment.
  process.env.ROOT_DOMAIN = ROOT_DOMAIN;
  process.env.STRIPE_SANDBOX_ORIGIN = sandboxUrl;
  const app = next({
    dev: NODE_ENV === "development",
    dir: path.join(import.meta.dirname, ".."),
    port: PORT,
  });
  await app.prepare();
  const serve = app.getRequestHandler();
  const answerHeaders = securityHeaders(ROOT_URL);
  const server = createServer((request, response) => {
    const { method = "", url: path = "", headers, socket } = request;
    settleHeaders(headers, {
      path,
      peer: socket.remoteAddress ?? "",
      rootUrl: ROOT_URL,
      isBehindProxy: TRUST_PROXY,
    });
    for (const [name, value] of answerHeaders) response.setHeader(name, value);
    if (isForeignForm({ method, path, headers })) {
      response.writeHead(403, { "content-type": "text/plain" }).end("This form came from another site.\n");
      return;
    }
    const elsewhere = canonicalAddress(headers.host, path, { rootUrl: ROOT_URL, rootDomain: ROOT_DOMAIN });
    if (elsewhere === null) serve(request, response);
    else response.writeHead(308, { location: elsewhere }).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explain(error, PORT)));
    server.listen(PORT, resolve);
  });
  return {
    async close() {
      server.close();
      server.closeAllConnections();
      await app.close();
    },
  };
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  return error.code === "EADDRINUSE" ? new Error(`Port ${port} is in use: choose another by PORT.`) : error;
}
