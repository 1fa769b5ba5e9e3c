import type { Homes } from "../homes.ts";
import type { Home } from "../planes.ts";
import { isSameHome, readHome } from "./home-row.ts";
import { between, inTransaction, type Opened, type Place, type Reading } from "./place.ts";

type Query = Opened["query"];

export interface Claim {
  /** Of the row in `tenant_move`, which is open for as long as this move may change anything. */
  id: string;
  homes: Homes;
  tenantId: string;
  from: Home;
}

/**
 * Locks the move's row until the transaction ends, so that no other process changes anything meanwhile.
 * @throws Error when another process has gone on with this move and ended it
 */
export async function requireOpen(query: Query, { id }: Claim): Promise<void> {
  const sql = "select id from public.tenant_move where id = $1 and ended_at is null for update";
  const { rows } = await query(sql, [id]);
  if (rows.length === 0) throw new Error("Another process has ended this move.");
}

/** @throws Error also when another process has switched already */
export async function requireUnswitched(query: Query, claim: Claim): Promise<void> {
  await requireOpen(query, claim);
  if (!isSameHome(await readHome(query, claim.tenantId), claim.from)) {
    throw new Error("Another process has gone on with this move.");
  }
}

/**
 * `between` for as long as the move is ours: a process that was stopped for a while, and whose move others have gone on
 * with, would otherwise copy what is old over what is new.
 * @param work `control` is in the control database, and is what commits last unless that is the target
 */
export function betweenFenced<T>(
  claim: Claim,
  source: Place,
  target: Place,
  reading: Reading,
  work: (source: Opened, target: Opened, control: Query) => Promise<T>,
): Promise<T> {
  const { control } = claim.homes;
  if (source.database !== control && target.database !== control) {
    return inTransaction(control, async (query) => {
      await requireUnswitched(query, claim);
      return between(source, target, reading, (a, b) => work(a, b, query));
    });
  }
  return between(source, target, reading, async (a, b) => {
    const { query } = source.database === control ? a : b;
    await requireUnswitched(query, claim);
    return work(a, b, query);
  });
}
