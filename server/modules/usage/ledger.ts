import type pg from "pg";
import { z } from "zod";
import type { Ports } from "#server/kernel/ctx.ts";
import { newId } from "#server/platform/ids.ts";
import { microBatch } from "#server/platform/micro-batch.ts";
import { perPorts } from "#server/platform/per-ports.ts";
import { OUTBOX_SIGNAL } from "../audit/index.ts";
import { windowAt } from "../entitlements/index.ts";
import { decideUses, type Verdict } from "./decide-uses.ts";
import { FIND_RECORDS, LOCK_COUNTS, OPEN_COUNTS, WRITE_USES } from "./ledger-statements.ts";
import { tellOfUse } from "./tell-of-use.ts";
import { type CountKey, countText, EVER, type MeterUse, recordText, type Use } from "./use.ts";

const MAX_BATCH = 1_000;
/** While one batch is committed the next is gathered and sent. */
const LANES = 2;

const SPANS = ["hour", "day", "month"] as const;

const CountRows = z.array(
  z.object({
    tenantId: z.string(),
    meter: z.string(),
    window: z.enum(["none", "hour", "day", "month", "overage"]),
    startsAt: z.date(),
    used: z.coerce.number(),
  }),
);
const Records = z.array(z.object({ tenantId: z.string(), meter: z.string(), id: z.string() }));
const Written = z.tuple([
  z.object({ alerts: z.number(), inserted: z.number(), records: Records.nullable() }),
]);

const ledgerOf = perPorts((ports: Ports) => {
  const pool = ports.database.pool({ role: "system" });
  return microBatch<Use, Verdict>({
    maxItems: MAX_BATCH,
    lanes: LANES,
    async write(uses) {
      const client = await pool.connect();
      try {
        const { verdicts, alerts } = isBounded(uses)
          ? await writeBounded(client, uses)
          : await writeFreely(client, uses);
        client.release();
        if (alerts > 0) ports.signal.publish(OUTBOX_SIGNAL, null);
        tellOfUse(ports, uses);
        return verdicts;
      } catch (error) {
        client.release(error instanceof Error ? error : true);
        throw error;
      }
    },
  });
});

/**
 * Takes a use into the ledger, once, if its limits allow; counted exactly, however many come at once and in however
 * many processes. Answers when it is committed. Never inside a transaction: the embedded database has one connection.
 */
export const recordUse = (ports: Ports, use: Use): Promise<Verdict> => ledgerOf(ports)(use);

interface Taken {
  verdicts: Verdict[];
  alerts: number;
}

const isBounded = (uses: readonly Use[]): boolean =>
  uses.some(({ meters }) => meters.some(({ bounds, isLevel }) => isLevel || bounds.length > 0));

/** Nothing to decide: one statement, and no lock beyond its own. */
async function writeFreely(client: pg.PoolClient, uses: readonly Use[]): Promise<Taken> {
  const rows = uses.flatMap((use) => use.meters.map((each) => rowOf(use, each, 0)));
  const { inserted } = await write(client, rows, []);
  const verdicts = uses.map((use): Verdict => {
    const keys = use.meters.map(({ meter }) => recordText(use.tenantId, meter, use.id));
    const isNew = keys.filter((key) => inserted.delete(key)).length > 0;
    return isNew
      ? { kind: "recorded", counts: [], beyond: [], reached: [] }
      : { kind: "duplicate", counts: [] };
  });
  return { verdicts, alerts: 0 };
}

/** Under the counters' locks, taken in the order in which they will be written. */
async function writeBounded(client: pg.PoolClient, uses: readonly Use[]): Promise<Taken> {
  await client.query("begin");
  const counts = await lockCounts(client, uses);
  const known = await findRecords(client, uses);
  const verdicts = decideUses(uses, counts, new Set(known));
  const accepted = uses.flatMap((use, index) => {
    const verdict = verdicts[index];
    return verdict?.kind === "recorded" ? [{ use, verdict }] : [];
  });
  const rows = accepted.flatMap(({ use, verdict }) =>
    use.meters
      .filter(({ meter }) => !known.has(recordText(use.tenantId, meter, use.id)))
      .map((own) => {
        const overage = verdict.beyond.find(({ meter }) => meter === own.meter)?.overage ?? 0;
        return rowOf(use, own, overage);
      }),
  );
  const reached = accepted.flatMap(({ use, verdict }) =>
    verdict.reached.map((each) => ({
      ...each,
      tenantId: use.tenantId,
      at: use.recordedAt,
      newsId: newId(use.recordedAt),
    })),
  );
  const { alerts } = rows.length > 0 ? await write(client, rows, reached) : { alerts: 0 };
  await client.query("commit");
  return { verdicts, alerts };
}

const rowOf = (use: Use, { meter, amount, isLevel }: MeterUse, overage: number) => ({
  tenantId: use.tenantId,
  meter,
  id: use.id,
  amount,
  overage,
  billedFrom: overage > 0 ? (use.overage?.billedFrom ?? null) : null,
  source: use.source,
  subject: use.subject,
  at: use.at,
  recordedAt: use.recordedAt,
  isLevel,
});

async function write(
  client: pg.PoolClient,
  rows: readonly ReturnType<typeof rowOf>[],
  reached: readonly object[],
) {
  const levels = rows.filter(({ isLevel }) => isLevel).map((row) => `${row.tenantId} ${row.meter}`);
  const values = [JSON.stringify(rows), JSON.stringify(reached), [...new Set(levels)]];
  const { rows: answer } = await client.query({ ...WRITE_USES, values });
  const [{ alerts, inserted, records }] = Written.parse(answer);
  const taken = inserted === rows.length ? rows : (records ?? []);
  return { inserted: new Set(taken.map((row) => recordText(row.tenantId, row.meter, row.id))), alerts };
}

async function lockCounts(client: pg.PoolClient, uses: readonly Use[]): Promise<Map<string, number>> {
  const keys = new Map(uses.flatMap(keysOf).map((key) => [countText(key), key]));
  const values = [JSON.stringify([...keys.values()])];
  let { rows } = await client.query({ ...LOCK_COUNTS, values });
  if (rows.length < keys.size) {
    await client.query({ ...OPEN_COUNTS, values });
    ({ rows } = await client.query({ ...LOCK_COUNTS, values }));
  }
  return new Map(CountRows.parse(rows).map(({ used, ...key }) => [countText(key), used]));
}

/** Every counter that the use may change or is decided by. */
function keysOf({ tenantId, at, meters, overage }: Use): CountKey[] {
  const windows = meters.flatMap(({ meter, isLevel, bounds }): CountKey[] => [
    ...(isLevel ? [{ tenantId, meter, window: "none" as const, startsAt: EVER }] : []),
    ...SPANS.map((window) => ({ tenantId, meter, window, startsAt: windowAt(window, at)?.start ?? EVER })),
    ...bounds.map(({ window, startsAt }) => ({ tenantId, meter, window, startsAt })),
  ]);
  const charged = overage?.meters.map(({ meter }): CountKey => {
    return { tenantId, meter, window: "overage", startsAt: overage.billedFrom };
  });
  return [...windows, ...(charged ?? [])];
}

/** Of the uses whose id their sender chose, those that were taken in before. */
async function findRecords(client: pg.PoolClient, uses: readonly Use[]): Promise<Set<string>> {
  const wanted = uses
    .filter(({ isNamed }) => isNamed)
    .flatMap(({ tenantId, id, meters }) =>
      meters.map(({ meter }) => ({ tenantId, wantedMeter: meter, wantedId: id })),
    );
  if (wanted.length === 0) return new Set();
  const { rows } = await client.query({ ...FIND_RECORDS, values: [JSON.stringify(wanted)] });
  return new Set(Records.parse(rows).map(({ tenantId, meter, id }) => recordText(tenantId, meter, id)));
}
