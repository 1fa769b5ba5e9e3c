import type { Ctx, PlatformCtx, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import type { Role } from "#server/kernel/permission.ts";
import { tenantCtx } from "../audit/index.ts";
import { type Bounds, readBounds, requireRoom } from "../entitlements/index.ts";
import { countOpen, setAcceptedFor } from "./invitation-store.ts";
import { countMembers, findMemberOf, insertMember, lockMembers } from "./store.ts";

export const SEATS_METER = "members";

/** The seats of a tenant's plan: read in a command's `prepare`, given to `admitMember` in its `run`. */
export const readSeatBounds = (ports: Ports, tenant: TenantInfo): Promise<Bounds> =>
  readBounds(tenantCtx(ports, tenant, { type: "system", process: "seats" }), SEATS_METER);

/** Seats that are taken, those kept for invitations too. */
export async function countSeats({ db, tenant, now }: Ctx): Promise<number> {
  const [members, reserved] = await Promise.all([
    countMembers(db, tenant.id),
    countOpen(db, tenant.id, now()),
  ]);
  return members + reserved;
}

export interface Admission {
  userId: string;
  email: string;
  role: Role;
  grants?: string[];
  denials?: string[];
  /** How the person comes: invitation, sso, scim. */
  source: string;
}

/**
 * Makes a person a member, in the platform transaction that `ctx` is in; the caller emits `member.joined`. Quiet when
 * they are one already. An open invitation of their address is used up, whichever way they come: it has kept a seat
 * for them; others leave the kept seats alone.
 * @throws AppError `limit_reached` when the plan has no seat left
 */
export async function admitMember(
  ctx: PlatformCtx,
  bounds: Bounds,
  { userId, email, role, grants = [], denials = [], source }: Admission,
): Promise<{ memberId: string; isNew: boolean }> {
  const { tenantId } = bounds;
  await lockMembers(ctx.db, tenantId);
  const known = await findMemberOf(ctx.db, tenantId, userId);
  const isReserved = await setAcceptedFor(ctx.db, tenantId, email, ctx.now());
  if (known) return { memberId: known.id, isNew: false };
  await requireRoom(ctx, bounds, async () => {
    const reserved = isReserved ? 0 : await countOpen(ctx.db, tenantId, ctx.now());
    return (await countMembers(ctx.db, tenantId)) + reserved;
  });
  const memberId = ctx.newId();
  const createdAt = ctx.now();
  await insertMember(ctx.db, tenantId, { id: memberId, userId, role, grants, denials, source, createdAt });
  return { memberId, isNew: true };
}
