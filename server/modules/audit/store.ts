import { Prisma } from "#server/generated/prisma/client.ts";
import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { type AuditRecord, type ChainHead, type ChainLink, EMPTY_CHAIN, nextLink } from "./chain.ts";

/** Appends to the tenant's chain. Both scopes write here, so it names the tenant; policies still check it. */
export async function insertAudit(
  db: TenantDb,
  key: Uint8Array,
  tenantId: string,
  given: AuditRecord,
): Promise<void> {
  const record = stored(given);
  const link = nextLink(key, tenantId, await lockHead(db, tenantId), record);
  await db.$executeRaw`
    with appended as (insert into audit_log (tenant_id, ${COLUMNS}) values (${tenantId}, ${valuesOf(record, link)}))
    update audit_head set seq = ${link.seq}, hash = ${link.hash} where tenant_id = ${tenantId}`;
}

export async function hasAudit(db: SystemDb, tenantId: string, id: string): Promise<boolean> {
  return (
    (await db.auditLog.findUnique({ where: { tenantId_id: { tenantId, id } }, select: { id: true } })) !==
    null
  );
}

export async function insertPlatformAudit(db: SystemDb, key: Uint8Array, given: AuditRecord): Promise<void> {
  const record = stored(given);
  const link = nextLink(key, PLATFORM, await lockPlatformHead(db), record);
  await db.$executeRaw`
    with appended as (insert into platform_audit_log (${COLUMNS}) values (${valuesOf(record, link)}))
    update platform_audit_head set seq = ${link.seq}, hash = ${link.hash} where id = ${PLATFORM}`;
}

export const PLATFORM = "platform";

/** The chain's end, held until the transaction ends: concurrent changes of one tenant follow each other. */
async function lockHead(db: TenantDb, tenantId: string): Promise<ChainHead> {
  const read = () =>
    db.$queryRaw<ChainHead[]>`select seq, hash from audit_head where tenant_id = ${tenantId} for update`;
  const [known] = await read();
  if (known) return known;
  const { _max } = await db.auditLog.aggregate({ where: { tenantId }, _max: { seq: true } });
  const first = { ...EMPTY_CHAIN, tenantId, seq: _max.seq ?? EMPTY_CHAIN.seq };
  await db.auditHead.createMany({ data: [first], skipDuplicates: true });
  return (await read())[0] ?? first;
}

async function lockPlatformHead(db: SystemDb): Promise<ChainHead> {
  const read = () =>
    db.$queryRaw<ChainHead[]>`select seq, hash from platform_audit_head where id = ${PLATFORM} for update`;
  const [known] = await read();
  if (known) return known;
  const { _max } = await db.platformAuditLog.aggregate({ _max: { seq: true } });
  const first = { ...EMPTY_CHAIN, id: PLATFORM, seq: _max.seq ?? EMPTY_CHAIN.seq };
  await db.platformAuditHead.createMany({ data: [first], skipDuplicates: true });
  return (await read())[0] ?? first;
}

/** JSON by way of its own text, as the database will give it back: dates become ISO strings, `undefined` disappears. */
function stored(record: AuditRecord): AuditRecord {
  const asJson = (value: unknown) =>
    value === undefined || value === null ? null : JSON.parse(JSON.stringify(value));
  return { ...record, before: asJson(record.before), after: asJson(record.after) };
}

/** Row and head in one statement: the chain is locked from before it to the commit, and every change waits for it. */
const COLUMNS = Prisma.raw(
  "id, seq, at, actor, user_id, address, user_agent, verb, entity_id, before, after, previous_hash, hash",
);

function valuesOf(record: AuditRecord, { seq, previousHash, hash }: ChainLink): Prisma.Sql {
  const { id, at, actor, userId, address, userAgent, verb, entityId } = record;
  const [before, after] = [record.before, record.after].map((each) =>
    each === null ? null : JSON.stringify(each),
  );
  return Prisma.sql`${id}, ${seq}, ${at}, ${actor}, ${userId}, ${address}, ${userAgent}, ${verb}, ${entityId},
    ${before}::jsonb, ${after}::jsonb, ${previousHash}, ${hash}`;
}
