import { closeDispute, openDispute } from "./billing/disputing.ts";
import { setBillingSettings } from "./billing/dunning.ts";
import { createAgenda } from "./core/agenda.ts";
import { charges, disputes } from "./core/collections.ts";
import { type IdSource, randomIds } from "./core/ids.ts";
import { fileJournal, memoryJournal } from "./core/journal.ts";
import { mustGet } from "./core/operation.ts";
import { openStore } from "./core/store.ts";
import { createWorld, type WallClock } from "./core/world.ts";
import { createApi } from "./http/api.ts";
import { type Controls, createControlRoutes } from "./http/control.ts";
import { createHttpServer } from "./http/server.ts";
import { answerBrowserScript } from "./pages/browser-script.ts";
import { createCheckoutRoutes } from "./pages/checkout-routes.ts";
import { createInvoiceRoutes } from "./pages/invoice-page.ts";
import { createPdfRoutes } from "./pages/invoice-pdf.ts";
import { createPortalRoutes } from "./pages/portal-routes.ts";
import { resources } from "./resources/registry.ts";
import { putEndpoint } from "./resources/webhook-endpoints.ts";
import { createCourier, type PostWebhook, postByFetch } from "./webhooks/courier.ts";
import { readFaults, setFaults } from "./webhooks/faults.ts";
import { createPump } from "./webhooks/pump.ts";

export interface StripeSandboxOptions {
  /** Where the state lives; `memory` forgets it. */
  storage: { directory: string } | "memory";
  clock: WallClock;
  /** With `production` the sandbox refuses to start, unless `allowInProduction` says that a demo is meant. */
  nodeEnv: string;
  allowInProduction?: boolean;
  /** Signs webhooks to `webhookUrl`, as the secret of its endpoint. */
  webhookSecret: string;
  /** Hears every event. More endpoints can be added by the API. */
  webhookUrl?: string;
  /** Origin of the hosted pages when it is not the listening address (behind a proxy). */
  publicUrl?: string;
  merchantName?: string;
  newId?: IdSource;
  post?: PostWebhook;
  /** Deliver and renew by itself as time passes (default). `false`: only when `settle` is called. */
  isSelfDriven?: boolean;
  onError?(error: unknown): void;
}

export interface StripeSandbox extends Controls {
  /** @param port 0 takes a free one. @returns the port */
  listen(port: number, host?: string): Promise<number>;
  /** Origin of API and pages, once it listens. */
  readonly url: string;
  /** Fires every timer and delivery due now, and what follows from them. @returns webhook attempts made */
  settle(): Promise<number>;
  close(): Promise<void>;
}

const MAIN_ENDPOINT = "we_sandbox";

/** A stateful stand-in for Stripe on its own HTTP server: the real SDK cannot tell the difference. */
export function createStripeSandbox(options: StripeSandboxOptions): StripeSandbox {
  if (options.nodeEnv === "production" && !options.allowInProduction) {
    throw new Error(
      "No Stripe key is set, and the sandbox takes no real money: with NODE_ENV=production set STRIPE_SECRET_KEY, or STRIPE_SANDBOX=true for a demonstration.",
    );
  }
  const { clock, newId = randomIds, isSelfDriven = true, onError = () => {} } = options;
  const store = openStore(
    options.storage === "memory" ? memoryJournal() : fileJournal(options.storage.directory),
  );
  const merchant = {
    name: options.merchantName ?? "Marque",
    country: "US",
    publicUrl: options.publicUrl ?? "",
  };
  const world = createWorld({ store, clock, newId, merchant });
  const agenda = createAgenda(world, resources);
  const courier = createCourier({ store, wallNowMs: world.wallNowMs, post: options.post ?? postByFetch });

  if (options.webhookUrl !== undefined) {
    const { webhookUrl: url, webhookSecret: secret } = options;
    const created = Math.floor(world.nowMs() / 1000);
    store.transact((writer) => putEndpoint(writer, { id: MAIN_ENDPOINT, url, secret, created }));
  }

  const pump = createPump({ world, clock, agenda, courier, onError, isSelfDriven });
  const controls: Controls = {
    faults: () => readFaults(store),
    setFaults: (change) => store.transact((writer) => setFaults(writer, change)),
    setBilling: (change) => store.transact((writer) => setBillingSettings(writer, change)),
    dispute(charge) {
      world.transact((tx) => openDispute(tx, mustGet(tx, charges, charge), "fraudulent"));
      pump.wake();
    },
    closeDispute(id, outcome) {
      world.transact((tx) => closeDispute(tx, mustGet(tx, disputes, id), outcome));
      pump.wake();
    },
    advance(ms) {
      world.moveClock(ms);
      agenda.fireDue();
      pump.wake();
      return Math.floor(world.nowMs() / 1000);
    },
  };
  const api = createApi({ world, resources, sleep: pump.sleep, onError });
  const server = createHttpServer({
    api: api.answer,
    pages: [
      createCheckoutRoutes(world),
      createPortalRoutes(world),
      createInvoiceRoutes(world),
      createPdfRoutes(world),
      answerBrowserScript,
      createControlRoutes(world, controls),
    ],
    afterChange: pump.wake,
    onError,
  });
  let url = "";

  return {
    ...controls,
    get url() {
      return url;
    },
    listen: (port, host = "127.0.0.1") =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          const address = server.address();
          const actual = typeof address === "object" && address ? address.port : port;
          url = `http://${host}:${actual}`;
          merchant.publicUrl ||= url;
          pump.wake();
          resolve(actual);
        });
      }),
    settle: pump.settle,
    async close() {
      if (server.listening) await new Promise((resolve) => server.close(resolve));
      await pump.stop();
      store.close();
    },
  };
}
