import { AppError } from "#server/kernel/errors.ts";
import type { TenantScope } from "./scope.ts";
import type { Entries } from "./scoped-client.ts";

/** SQLSTATEs of our own, raised by `enter_tenant`. */
const HELD = "MQ503";
const ELSEWHERE = "MQ410";

/** The lock that each of a tenant's writing transactions shares, and that a move of the tenant takes alone. */
export const HOME_LOCK = "hashtextextended('home:' || $1, 0)";

/**
 * What transactions of a tenant begin with: the row-level scope, and the schema in which its own tables are, both until
 * the transaction ends. `enter_tenant` admits a writer: a snapshot taken after the lock sees what a move has committed.
 * Readers take no lock and are let in by a plain statement, at a third of the cost.
 */
export const ENTER_TENANT = [
  "drop function if exists public.enter_tenant(text, text, boolean)",
  `create or replace function public.refuse_tenant() returns text language plpgsql as $refuse$
begin
  raise exception 'The tenant does not live here.' using errcode = '${ELSEWHERE}';
end $refuse$`,
  `create or replace function public.enter_tenant(tenant text, door text) returns void language plpgsql as $enter$
declare
  home record;
begin
  perform set_config('app.tenant_id', tenant, true);
  if not pg_try_advisory_xact_lock_shared(hashtextextended('home:' || tenant, 0)) then
    raise exception 'The tenant is being moved.' using errcode = '${HELD}';
  end if;
  if door = 'control' then return; end if;
  select schema_name, database_name, is_held into home from public.tenant_home where tenant_id = tenant;
  if not found then
    if door = 'home' then return; end if;
    perform public.refuse_tenant();
  end if;
  if home.database_name is not null then perform public.refuse_tenant(); end if;
  if home.is_held then
    raise exception 'The tenant is being moved.' using errcode = '${HELD}';
  end if;
  if home.schema_name is not null then
    perform set_config('search_path', quote_ident(home.schema_name) || ', public', true);
  end if;
end $enter$`,
];

/** `home`: where the control database says; `guest`: in a database to which tenants were moved; `control`: what never moves. */
type Door = "home" | "guest" | "control";

/** `control` holds the tables of everyone; `guest` holds only tenants that were moved to it. */
export type DatabasePart = "control" | "guest";

/** `lateral … offset 0`: the home is looked up after the scope is set, whatever the planner would prefer. */
const READ_HOME = `left join lateral
  (select tenant_id, schema_name, database_name from public.tenant_home where tenant_id = entered.id offset 0) home on true`;
const SEARCH_PATH = "set_config('search_path', quote_ident(home.schema_name) || ', public', true)";
const ADMISSION: Record<Door, string> = {
  control: "entered.id",
  home: `case when home.schema_name is not null then ${SEARCH_PATH}
    when home.database_name is not null then public.refuse_tenant() end`,
  guest: `case when home.tenant_id is null or home.database_name is not null then public.refuse_tenant() end`,
};

/** Takes a role until the transaction ends. */
export const becoming = (role: string): string => `set_config('role', '${role}', true)`;

/** @param role to take as well, in a session that serves every role */
export function tenantEntries(
  { tenantId, door: asked = "home" }: TenantScope,
  part: DatabasePart,
  role?: string,
): Entries {
  const door = asked === "control" ? asked : part === "guest" ? "guest" : "home";
  const andRole = role ? `, ${becoming(role)}` : "";
  const entered = "(select set_config('app.tenant_id', $1, true) as id offset 0) entered";
  const read = `select ${ADMISSION[door]}${andRole} from ${entered} ${door === "control" ? "" : READ_HOME}`;
  return {
    tag: role ? "tenant-" : "",
    read: { name: `read-${door}`, prepare: `(text) as ${read}`, values: [tenantId] },
    write: {
      name: `write-${door}`,
      prepare: `(text) as select public.enter_tenant($1, '${door}')${andRole}`,
      values: [tenantId],
    },
  };
}

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
