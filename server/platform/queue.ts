import { PgBoss } from "pg-boss";
import type { Database } from "./database/open-database.ts";
import type { Log } from "./log.ts";
import type { Signal } from "./signal.ts";

/** A kind of job: its name is the queue's. `Data` travels as JSON. */
export interface JobKind<Data extends object> {
  name: string;
  /** How often a failing job is tried again, with exponential back-off. Default 3. */
  retryLimit?: number;
  /** After this long without an answer the job is given to another worker. Default 900 s. */
  expireInSeconds?: number;
  /** How many run at once in one process. Default 1. */
  concurrency?: number;
  /** Carries the type; never set. */
  readonly data?: Data;
}

export interface SendOptions {
  /** A UUID: sending the same id twice enqueues once. */
  id?: string;
  /** No second job with this key waits while one does. */
  singletonKey?: string;
  startAfter?: Date;
}

export interface Queue {
  send<D extends object>(kind: JobKind<D>, data: D, options?: SendOptions): Promise<void>;
  work<D extends object>(
    kind: JobKind<D>,
    handler: (data: D, signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
  /** Removes every job, waiting or done, whose data names this tenant. @returns how many there were */
  forgetTenant(tenantId: string): Promise<number>;
  /** Lets running jobs finish, then stops. */
  close(): Promise<void>;
}

const POLL_SECONDS = 2;
const CLOSE_TIMEOUT_MS = 10_000;

/** pg-boss on the same database. A signal wakes idle workers at once; polling is only the safety net. */
export async function openQueue(database: Database, signal: Signal, log: Log): Promise<Queue> {
  const pool = database.pool({ role: "owner" });
  const boss = new PgBoss({
    db: { executeSql: (text, values) => execute(text, values) },
    ...(database.kind === "pglite" ? { backend: "pglite" as const } : {}),
    schedule: false,
    useListenNotify: false,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue"));
  await boss.start();
  const known = new Set<string>();

  async function execute(text: string, values?: unknown[]) {
    const result = await pool.query(text, values);
    // Several statements in one text answer with a list of results.
    return { rows: [result].flat().flatMap((each) => each.rows ?? []) };
  }

  async function ensure(kind: JobKind<object>): Promise<void> {
    if (known.has(kind.name)) return;
    await boss.createQueue(kind.name, {
      retryLimit: kind.retryLimit ?? 3,
      retryBackoff: true,
      expireInSeconds: kind.expireInSeconds ?? 900,
      // A worker that dies is noticed in half a minute, not when the job would have expired.
      heartbeatSeconds: 30,
    });
    known.add(kind.name);
  }

  return {
    async send(kind, data, options = {}) {
      await ensure(kind);
      await boss.send(kind.name, data, options);
      signal.publish(`queue:${kind.name}`, null);
    },
    async work(kind, handler) {
      await ensure(kind);
      for (let slot = 0; slot < (kind.concurrency ?? 1); slot++) {
        const workerId = await boss.work<Record<string, unknown>>(
          kind.name,
          { batchSize: 1, pollingIntervalSeconds: POLL_SECONDS },
          async ([job]) => {
            if (job) await handler(job.data as never, job.signal); // the queue holds this kind's data only
          },
        );
        signal.subscribe(`queue:${kind.name}`, () => boss.notifyWorker(workerId));
      }
    },
    async forgetTenant(tenantId) {
      const removed = await pool.query("delete from pgboss.job where data->>'tenantId' = $1", [tenantId]);
      return removed.rowCount ?? 0;
    },
    close: () => boss.stop({ graceful: true, timeout: CLOSE_TIMEOUT_MS, close: false }),
  };
}
