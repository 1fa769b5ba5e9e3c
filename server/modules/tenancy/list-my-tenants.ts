import { platformQuery } from "#server/kernel/verb.ts";
import { MyTenants, Nothing } from "./schema.ts";
import { listTenantsOfUser } from "./store.ts";

export const listMyTenants = platformQuery({
  verb: "tenant.listMine",
  access: "user",
  input: Nothing,
  output: MyTenants,
  run: async ({ ctx }) => (ctx.actor.type === "user" ? listTenantsOfUser(ctx.db, ctx.actor.userId) : []),
});
