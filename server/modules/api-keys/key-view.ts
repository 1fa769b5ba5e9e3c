import type { Ctx } from "#server/kernel/ctx.ts";
import { type KeyRow, keyStatus } from "./rules.ts";
import type { ApiKey } from "./schema.ts";
import { namesOf } from "./store.ts";

/** Keys as people see them. @param waiting creators whom the workspace asks for a second factor that they have not */
export async function keyViews(
  ctx: Ctx,
  rows: readonly KeyRow[],
  waiting: ReadonlySet<string> = new Set(),
): Promise<ApiKey[]> {
  const names = await namesOf(
    ctx.db,
    rows.map(({ createdBy }) => createdBy),
  );
  return rows.map((row) => {
    const name = names.get(row.createdBy);
    return {
      id: row.id,
      name: row.name,
      status: keyStatus(row, ctx.now()),
      prefix: row.prefix,
      lastFour: row.lastFour,
      scopes: row.scopes,
      allowedAddresses: row.allowedAddresses,
      createdBy: name === undefined ? null : { id: row.createdBy, name },
      waitsForTwoFactor: waiting.has(row.createdBy) && !row.isVouched,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      lastAddress: row.lastAddress || null,
    };
  });
}

/** @throws Error when there is no such row, which the caller has just written or read. */
export async function keyView(ctx: Ctx, row: KeyRow): Promise<ApiKey> {
  const [view] = await keyViews(ctx, [row]);
  if (!view) throw new Error("A key without a view.");
  return view;
}

/** What the audit log keeps of a key. */
export const auditOf = ({ name, scopes, allowedAddresses, expiresAt }: KeyRow) => ({
  name,
  scopes,
  allowedAddresses,
  expiresAt,
});
