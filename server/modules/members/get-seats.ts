import { query } from "#server/kernel/verb.ts";
import { readBounds } from "../entitlements/index.ts";
import { countOpen } from "./invitation-store.ts";
import { Nothing, Seats } from "./schema.ts";
import { SEATS_METER } from "./seats.ts";
import { countMembers } from "./store.ts";

export const getSeats = query({
  verb: "member.seats",
  permission: "member:read",
  input: Nothing,
  output: Seats,
  async run({ ctx }) {
    const { db, tenant } = ctx;
    const [members, reserved, { limits }] = await Promise.all([
      countMembers(db, tenant.id),
      countOpen(db, tenant.id, ctx.now()),
      readBounds(ctx, SEATS_METER),
    ]);
    return { members, reserved, limit: limits[0]?.value ?? null };
  },
});
