import { AppError } from "#server/kernel/errors.ts";

/** SQLSTATEs of our own, raised by `enter_tenant`. */
const HELD = "MQ503";
const ELSEWHERE = "MQ410";

/** The lock that each of a tenant's writing transactions shares, and that a move of the tenant takes alone. */
export const HOME_LOCK = "hashtextextended('home:' || $1, 0)";

/**
 * Opens a transaction for one tenant: the row-level scope, and the schema in which this tenant's own tables are,
 * both until the transaction ends. `door`: `home` in the control database, `guest` in a database to which tenants were
 * moved, `control` for the tables that never move. A snapshot taken after the lock sees what a move has committed.
 */
export const ENTER_TENANT = `
create or replace function public.enter_tenant(tenant text, door text, writes boolean) returns void
language plpgsql as $enter$
declare
  home record;
begin
  perform set_config('app.tenant_id', tenant, true);
  if writes and not pg_try_advisory_xact_lock_shared(hashtextextended('home:' || tenant, 0)) then
    raise exception 'The tenant is being moved.' using errcode = '${HELD}';
  end if;
  if door = 'control' then return; end if;
  select schema_name, database_name, is_held into home from public.tenant_home where tenant_id = tenant;
  if not found then
    if door = 'home' then return; end if;
    raise exception 'The tenant does not live here.' using errcode = '${ELSEWHERE}';
  end if;
  if home.database_name is not null then
    raise exception 'The tenant does not live here.' using errcode = '${ELSEWHERE}';
  end if;
  if writes and home.is_held then
    raise exception 'The tenant is being moved.' using errcode = '${HELD}';
  end if;
  if home.schema_name is not null then
    perform set_config('search_path', quote_ident(home.schema_name) || ', public', true);
  end if;
end $enter$`;

export type Refusal = "held" | "elsewhere";

/** What `enter_tenant` refused, however deep Prisma has put the code; null for any other error. */
export function refusalOf(error: unknown): Refusal | null {
  if (typeof error !== "object" || error === null) return null;
  const codes = [Reflect.get(error, "code"), Reflect.get(error, "originalCode")];
  if (codes.includes(HELD)) return "held";
  if (codes.includes(ELSEWHERE)) return "elsewhere";
  const within = ["cause", "meta", "driverAdapterError"].map((key) => Reflect.get(error, key));
  return within.map(refusalOf).find((refusal) => refusal !== null) ?? null;
}

const RETRY_MS = 25;
const MAX_HOLD_MS = 10_000;

/**
 * Tries again while the tenant's writes are held for a move, or until it is known where the tenant lives now. Nothing
 * of the work has happened when it is refused, so repeating it is safe.
 * @throws AppError `unavailable` when a move holds the tenant for longer than ten seconds
 */
export async function whileAdmitted<T>(work: () => Promise<T>, lookAgain: () => Promise<void>): Promise<T> {
  const until = performance.now() + MAX_HOLD_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      if (performance.now() > until) {
        throw new AppError("unavailable", "This workspace is being moved. Try again in a moment.", {
          reason: "tenant_moving",
          retryAfterSeconds: 5,
        });
      }
      if (refusal === "elsewhere") await lookAgain();
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
