import { AsyncLocalStorage } from "node:async_hooks";
import Stripe from "stripe";
import type { Ports } from "#server/kernel/ctx.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import type { Database } from "#server/platform/database/open-database.ts";
import { ScopedPool } from "#server/platform/database/scoped-pool.ts";
import { closePorts, openPorts } from "#server/platform/runtime.ts";
import { TEST_SECRET } from "./database.ts";
import type { Harness } from "./harness.ts";
import { WEBHOOK_SECRET } from "./stripe-sandbox.ts";

/** When a process dies: at its `step`th step to the outside, before it is made or after, with the answer unheard. */
export interface Death {
  step: number;
  isMade: boolean;
}

class Killed extends Error {
  constructor() {
    super("The process was killed.");
  }
}

interface Life {
  stepsLeft: number;
  isMade: boolean;
  isOver: boolean;
}

const lives = new AsyncLocalStorage<Life>();

/** Statements, calls of Stripe and mails are steps. Once over, a life takes none and hears no answer. */
async function step<T>(take: () => Promise<T>): Promise<T> {
  const life = lives.getStore();
  if (!life) return take();
  if (life.isOver) throw new Killed();
  life.stepsLeft -= 1;
  if (life.stepsLeft === 0) {
    life.isOver = true;
    if (life.isMade) await take();
    throw new Killed();
  }
  const answer = await take();
  if (life.isOver) throw new Killed();
  return answer;
}

/** The server rolls back for a client that is gone. */
const isRollback = (config: unknown): boolean =>
  /^\s*rollback/i.test(typeof config === "string" ? config : String(Object(config).text));

function mortalDatabase(database: Database): Database {
  const connect: Database["connect"] = async (scope) => {
    const client = await database.connect(scope);
    const query: typeof client.query = (config, values) =>
      isRollback(config) ? client.query(config, values) : step(() => client.query(config, values));
    return new Proxy(client, {
      get(target, name) {
        if (name === "query") return query;
        const value = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
  const pool: Database["pool"] = (scope) =>
    new ScopedPool({ connect: () => connect(scope), lookAgain: async () => {} });
  return { ...database, connect, pool };
}

function mortalStripe(sandboxUrl: string): Stripe {
  const { hostname, port } = new URL(sandboxUrl);
  return new Stripe("sk_test_rig", {
    host: hostname,
    port,
    protocol: "http",
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient((url, init) => step(() => fetch(url, init))),
  });
}

export interface MortalProcess {
  /** As the process has them in this life: what it remembers is new after a death. */
  ports(): Ports;
  /** Does the work, unless it dies of it. @returns whether it lived; @throws what the work throws by itself */
  run(death: Death | null, work: (ports: Ports) => Promise<unknown>): Promise<boolean>;
  close(): Promise<void>;
}

/** A server process beside the harness's own, over the same database and the same Stripe, that can be killed. */
export async function openMortal({ ports: parent }: Harness, sandboxUrl: string): Promise<MortalProcess> {
  const opened = await openPorts({
    env: parent.env,
    clock: parent.clock,
    authSecret: TEST_SECRET,
    database: mortalDatabase(parent.database),
    stripe: { client: mortalStripe(sandboxUrl), webhookSecrets: [WEBHOOK_SECRET], browser: null },
  });
  await openCatalogue(opened);
  const { mailer } = opened;
  const born = (): Ports => ({ ...opened, mailer: { send: (mail) => step(() => mailer.send(mail)) } });
  let ports = born();
  return {
    ports: () => ports,
    async run(death, work) {
      const life: Life = { stepsLeft: death?.step ?? 0, isMade: death?.isMade ?? false, isOver: false };
      try {
        await lives.run(life, () => work(ports));
      } catch (error) {
        if (!life.isOver) throw error;
      }
      if (life.isOver) ports = born();
      return !life.isOver;
    },
    close: () => closePorts({ ...opened, database: { ...opened.database, close: async () => {} } }),
  };
}
