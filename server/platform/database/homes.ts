import { LRUCache } from "lru-cache";
import type { Secret } from "#server/kernel/secret.ts";
import { type Database, openPostgres } from "./open-database.ts";

/** Tells every process that a tenant has moved. */
export const HOMES_SIGNAL = "homes";
export const DATABASE_URL_PURPOSE = "tenant-database-url";

/** Databases to which tenants were moved, held open; one more closes the one unused for longest. */
const MAX_OPEN = 32;
const POOL_SIZE = 4;
const IDLE_MS = 5_000;

/** Which tenants live in a database of another than the control database, and connections to it. */
export interface Homes {
  control: Database;
  /** The name of the database that a tenant lives in; null for the control database. As last read. */
  databaseNameOf(tenantId: string): string | null;
  /** @throws Error when no database of this name is known */
  open(name: string | null): Promise<Database>;
  /** Names of all databases that hold tenants; null, the control database, comes first. */
  names(): (string | null)[];
  /** Reads the list again. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface HomesParts {
  control: Database;
  /** The owner's address of a registered database. */
  urlOf(name: string): Promise<Secret>;
  secret: string;
}

export function openHomes({ control, urlOf, secret }: HomesParts): Homes {
  const system = control.pool({ role: "system" });
  const opened = new LRUCache<string, Promise<Database>>({
    max: MAX_OPEN,
    dispose: (database) => void database.then((each) => each.close()).catch(() => {}),
  });
  let names = new Map<string, string>();

  async function openGuest(name: string): Promise<Database> {
    const url = await urlOf(name);
    return openPostgres(url.reveal(), secret, POOL_SIZE, { part: "guest", idleTimeoutMs: IDLE_MS });
  }

  return {
    control,
    databaseNameOf: (tenantId) => names.get(tenantId) ?? null,
    open(name) {
      if (name === null) return Promise.resolve(control);
      const known = opened.get(name);
      if (known) return known;
      const opening = openGuest(name);
      opened.set(name, opening);
      opening.catch(() => opened.delete(name));
      return opening;
    },
    names: () => [null, ...new Set(names.values())],
    async refresh() {
      const { rows } = await system.query(
        "select tenant_id, database_name from tenant_home where database_name is not null",
      );
      names = new Map(rows.map((row) => [row.tenant_id, row.database_name]));
    },
    async close() {
      const all = [...opened.values()];
      opened.clear();
      await Promise.allSettled(all);
    },
  };
}
