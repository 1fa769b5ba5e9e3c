import { HOME_LOCK } from "../enter-tenant.ts";
import { raiseSchema } from "../home-schema.ts";
import { migrate } from "../migrate.ts";
import { dropSchema } from "../own-schema.ts";
import { DATA_TABLES, type Home } from "../planes.ts";
import { compareRows, compareTail, type TableSum } from "./compare-rows.ts";
import { appendRows } from "./copy-rows.ts";
import { betweenFenced, type Claim, requireOpen, requireUnswitched } from "./fence.ts";
import { admitGuest, isSameHome, placeOf, readHome, writeHome } from "./home-row.ts";
import { inTransaction, type Opened, type Place, tableAt } from "./place.ts";
import { horizonOf, syncRows, syncTail } from "./sync-rows.ts";

/** The steps of a move, in their order. Each may be repeated, so that a move can go on from wherever it stopped. */
export const MOVE_STEPS = ["prepare", "copy", "hold", "switch", "drain", "clean"] as const;
export type MoveStep = (typeof MOVE_STEPS)[number];

/** The process was told to stop: nothing is undone, and the same command goes on from here. */
export class Interrupted extends Error {}

export interface RowMove extends Claim {
  to: Home;
  secret: string;
  now(): Date;
  /** Called before each step. @throws Interrupted to stop there */
  onStep(step: MoveStep, rows?: number): Promise<void>;
}

/** Fewer changed rows than this and the rest is copied while writes wait. */
const FEW = 200;
const MAX_PASSES = 5;

/**
 * Moves the rows, then the address. Until the switch the tenant works at its old home, and any failure leaves it there
 * with nothing at the new one; after it, it works at the new one. Writes wait only from `hold` to `switch`.
 * @returns what was compared, table by table, before the switch
 */
export async function moveRows(move: RowMove): Promise<TableSum[]> {
  const { homes, tenantId, from, to } = move;
  const [source, target] = [await placeOf(homes, tenantId, from), await placeOf(homes, tenantId, to)];
  await move.onStep("prepare");
  const migration = await prepare(move, target);
  const compared = await copyLive(move, source, target);
  await move.onStep("hold");
  if (source.database !== homes.control) await hold(move, source, true);
  await move.onStep("switch");
  return switchHome(move, source, target, { migration, compared });
}

interface Compared {
  tables: TableSum[];
  /** What was written before it has been compared. */
  horizon: string;
}

/**
 * Copies everything, then what was written meanwhile, again and again until it is little, and compares every row. A pass
 * is one snapshot of the source, so nobody waits for it and the comparison is exact.
 */
async function copyLive(move: RowMove, source: Place, target: Place): Promise<Compared> {
  const { tenantId } = move;
  const tables = tablesOf(source, target);
  await move.onStep("copy");
  let since = await betweenFenced(move, source, target, "snapshot", async (a, b) => {
    const horizon = await horizonOf(a);
    await syncRows(a, b, tables, tenantId);
    return horizon;
  });
  for (let pass = 2; ; pass++) {
    const { horizon, rows, sums } = await betweenFenced(move, source, target, "snapshot", async (a, b) => {
      const next = await horizonOf(a);
      const changes = await syncTail(a, b, tables, tenantId, since);
      const changed = changes.reduce((sum, each) => sum + each.changed.length + each.gone.length, 0);
      const isLast = changed <= FEW || pass >= MAX_PASSES;
      return {
        horizon: next,
        rows: changed,
        sums: isLast ? await compareRows(a, b, tables, tenantId) : null,
      };
    });
    since = horizon;
    if (sums) return { tables: sums, horizon };
    await move.onStep("copy", rows);
  }
}

/** Deletes what is still at the old home. */
export async function cleanUp(move: RowMove): Promise<void> {
  const { homes, tenantId, from } = move;
  const place = await placeOf(homes, tenantId, from);
  await move.onStep("drain");
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
  await move.onStep("clean");
  await clear(move, from, place);
}

/** Leaves the tenant at its old home, and nothing at the new one. */
export async function undoMove(move: RowMove): Promise<void> {
  const { homes, tenantId, from, to } = move;
  const source = await placeOf(homes, tenantId, from);
  const target = await placeOf(homes, tenantId, to);
  await clear(move, to, target);
  if (source.database !== homes.control) await hold(move, source, false);
}

async function prepare(move: RowMove, target: Place): Promise<string | null> {
  const { to, tenantId, secret } = move;
  if (to.tier === "shared") return null;
  if (to.tier === "schema") {
    await clear(move, to, target); // left by a move that did not end
    return raiseSchema(target.database, target.schema, null);
  }
  await migrate(target.database, secret);
  await inTransaction(target.database, async (query) => {
    // Its presence may not be announced before the rows are there: writers and readers are still elsewhere.
    await query(
      "insert into public.tenant_home (tenant_id, is_held, moved_at) values ($1, true, now()) on conflict do nothing",
      [tenantId],
    );
  });
  return null;
}

/** Writes wait from here to its commit: only what was written since the comparison is copied and compared. */
async function switchHome(
  move: RowMove,
  source: Place,
  target: Place,
  { migration, compared }: { migration: string | null; compared: Compared },
): Promise<TableSum[]> {
  const { homes, tenantId, to } = move;
  const tables = tablesOf(source, target);
  const counts = await betweenFenced(move, source, target, "latest", async (a, b, control) => {
    for (const { query } of [a, b]) {
      await query(
        "select set_config('lock_timeout', '10s', true), set_config('statement_timeout', '10s', true)",
      );
    }
    await a.query(`select pg_advisory_xact_lock(${HOME_LOCK})`, [tenantId]);
    const changes = await syncTail(a, b, tables, tenantId, compared.horizon);
    const same = await compareTail(a, b, changes, tenantId);
    if (source.database !== homes.control) {
      await appendRows(a, b, "outbox_event", tenantId, "dispatched_at is null");
    }
    if (target.database !== homes.control) await admitGuest(b.query, tenantId, move.now());
    await writeHome(control, tenantId, to, migration, move.now());
    return same;
  });
  return compared.tables.map((each, i) => ({ ...each, rows: counts[i]?.rows ?? each.rows }));
}

/** From `true` on writers are refused durably, not only while we hold the lock. */
async function hold(move: RowMove, { database }: Place, isHeld: boolean): Promise<void> {
  const { tenantId, homes } = move;
  await inTransaction(homes.control, async (control) => {
    await requireUnswitched(control, move);
    await inTransaction(database, async (query) => {
      await query("select set_config('lock_timeout', '10s', true)");
      await query(`select pg_advisory_xact_lock(${HOME_LOCK})`, [tenantId]);
      await query("update public.tenant_home set is_held = $2 where tenant_id = $1", [tenantId, isHeld]);
    });
  });
}

/**
 * Writers were all done when the switch had the lock. A reader's statement enters and reads in one message, so whoever
 * entered the old home before the switch has read it after this time.
 */
const GRACE_MS = 500;

/**
 * Empties a place that is not the tenant's home. That is asked while our row in `tenant_move` is locked: no other move can
 * begin before we are through, and a process whose move others have ended finds no open row and touches nothing.
 */
async function clear(move: RowMove, home: Home, place: Place): Promise<void> {
  const { homes, tenantId } = move;
  await inTransaction(homes.control, async (query) => {
    await requireOpen(query, move);
    const present = await readHome(query, tenantId);
    if (isSameHome(present, home)) throw new Error("The tenant lives there.");
    if (home.tier === "schema") {
      // The embedded database has one connection, and so no second process to fear.
      if (place.database.kind === "postgres") await dropSchema(place.database, place.schema);
      return;
    }
    const isGuest = place.database !== homes.control;
    if (isGuest && !(await hasTables(place))) return; // killed before it was migrated
    const moved = isGuest ? ["outbox_event", "active_bot", "tenant_home"] : companions(present);
    const empty = async (own: Opened["query"]) => {
      for (const table of [...moved, ...DATA_TABLES.toReversed()]) {
        await own(`delete from ${tableAt(place, table)} where tenant_id = $1`, [tenantId]);
      }
    };
    await (isGuest ? inTransaction(place.database, empty) : empty(query));
  });
  if (home.tier === "schema" && place.database.kind === "pglite") {
    await dropSchema(place.database, place.schema);
  }
}

async function hasTables({ database }: Place): Promise<boolean> {
  const sql = "select to_regclass('public.tenant_home') is not null as is_there";
  return Boolean((await database.pool({ role: "owner" }).query(sql)).rows[0]?.is_there);
}

/** The runner's list is in the database of the data, whatever the schema. */
const companions = (present: Home): string[] => (present.tier === "database" ? ["active_bot"] : []);

function tablesOf(source: Place, target: Place): readonly string[] {
  return source.database === target.database ? DATA_TABLES : [...DATA_TABLES, "active_bot"];
}
