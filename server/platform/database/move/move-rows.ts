import { HOME_LOCK } from "../enter-tenant.ts";
import { raiseSchema } from "../home-schema.ts";
import type { Homes } from "../homes.ts";
import { migrate } from "../migrate.ts";
import { dropSchema } from "../own-schema.ts";
import { DATA_TABLES, type Home } from "../planes.ts";
import { admitGuest, isSameHome, placeOf, readHome, writeHome } from "./home-row.ts";
import { between, inTransaction, type Opened, type Place, tableAt } from "./place.ts";
import { appendRows, sumRows, syncRows, type TableSum } from "./sync-rows.ts";

/** The steps of a move, in their order. Each may be repeated, so that a move can go on from wherever it stopped. */
export const MOVE_STEPS = ["prepare", "copy", "hold", "switch", "drain", "clean"] as const;
export type MoveStep = (typeof MOVE_STEPS)[number];

/** The process was told to stop: nothing is undone, and the same command goes on from here. */
export class Interrupted extends Error {}

export interface RowMove {
  homes: Homes;
  tenantId: string;
  from: Home;
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
  for (let pass = 1, changed = Number.POSITIVE_INFINITY; pass <= MAX_PASSES && changed > FEW; pass++) {
    await move.onStep("copy", Number.isFinite(changed) ? changed : undefined);
    changed = await between(source, target, (a, b) => syncRows(a, b, tablesOf(source, target), tenantId));
  }
  await move.onStep("hold");
  if (source.database !== homes.control) await setHeld(source, tenantId, true);
  await move.onStep("switch");
  return switchHome(move, source, target, migration);
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
  if (source.database !== homes.control) await setHeld(source, tenantId, false);
  await clear(move, to, await placeOf(homes, tenantId, to));
}

async function prepare({ to, tenantId, secret }: RowMove, target: Place): Promise<string | null> {
  if (to.tier === "shared") return null;
  if (to.tier === "schema") {
    await dropSchema(target.database, target.schema); // left by a move that did not end
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

async function switchHome(move: RowMove, source: Place, target: Place, migration: string | null) {
  const { homes, tenantId, to, from } = move;
  const tables = tablesOf(source, target);
  const sums = await between(source, target, async (a, b) => {
    await a.query("select set_config('lock_timeout', '10s', true)");
    await a.query(`select pg_advisory_xact_lock(${HOME_LOCK})`, [tenantId]);
    await syncRows(a, b, tables, tenantId);
    const compared = await compare(a, b, tables, tenantId);
    if (source.database !== homes.control) {
      await appendRows(a, b, "outbox_event", tenantId, "dispatched_at is null");
    }
    if (target.database !== homes.control) await admitGuest(b.query, tenantId, move.now());
    const control = source.database === homes.control ? a : target.database === homes.control ? b : null;
    if (control) await writeChecked(control, migration);
    return compared;
  });
  if (source.database !== homes.control && target.database !== homes.control) {
    await inTransaction(homes.control, (query) => writeChecked({ query, schema: "public" }, null));
  }
  return sums;

  async function writeChecked({ query }: Opened, version: string | null): Promise<void> {
    if (!isSameHome(await readHome(query, tenantId), from)) throw new Error("Another move was faster.");
    await writeHome(query, tenantId, to, version, move.now());
  }
}

async function compare(a: Opened, b: Opened, tables: readonly string[], tenantId: string) {
  const [theirs, ours] = [await sumRows(a, tables, tenantId), await sumRows(b, tables, tenantId)];
  const different = theirs.filter(({ rows, sum }, i) => rows !== ours[i]?.rows || sum !== ours[i]?.sum);
  if (different.length > 0) {
    throw new Error(`The copy is not the same in ${different.map(({ table }) => table).join(", ")}.`);
  }
  return theirs;
}

/** From then on writers are refused durably, not only while we hold the lock. */
async function setHeld(place: Place, tenantId: string, isHeld: boolean): Promise<void> {
  await inTransaction(place.database, async (query) => {
    await query("select set_config('lock_timeout', '10s', true)");
    await query(`select pg_advisory_xact_lock(${HOME_LOCK})`, [tenantId]);
    await query("update public.tenant_home set is_held = $2 where tenant_id = $1", [tenantId, isHeld]);
  });
}

/**
 * Writers were all done when the switch had the lock. A reader's statement enters and reads in one message, so whoever
 * entered the old home before the switch has read it after this time.
 */
const GRACE_MS = 500;

/** Empties a place that is not the tenant's home: asked again under the lock, for a mistake here would be the worst. */
async function clear({ homes, tenantId }: RowMove, home: Home, place: Place): Promise<void> {
  const present = await inTransaction(homes.control, (query) => readHome(query, tenantId));
  if (isSameHome(present, home)) throw new Error("The tenant lives there.");
  if (home.tier === "schema") return dropSchema(place.database, place.schema);
  const isGuest = place.database !== homes.control;
  await inTransaction(place.database, async (query) => {
    const at = { query, schema: place.schema };
    const moved = isGuest ? ["outbox_event", "active_bot", "tenant_home"] : companions(present);
    for (const table of [...moved, ...DATA_TABLES.toReversed()]) {
      await query(`delete from ${tableAt(at, table)} where tenant_id = $1`, [tenantId]);
    }
  });
}

/** The runner's list is in the database of the data, whatever the schema. */
const companions = (present: Home): string[] => (present.tier === "database" ? ["active_bot"] : []);

function tablesOf(source: Place, target: Place): readonly string[] {
  return source.database === target.database ? DATA_TABLES : [...DATA_TABLES, "active_bot"];
}
