import { query } from "#server/kernel/verb.ts";
import { requiresTwoFactor, secondFactorHolders } from "../auth/index.ts";
import { keyViews } from "./key-view.ts";
import { ApiKeys, Nothing } from "./schema.ts";
import { listKeys as readKeys } from "./store.ts";

export const listKeys = query({
  verb: "key.list",
  permission: "key:read",
  input: Nothing,
  output: ApiKeys,
  async run({ ctx }) {
    const rows = await readKeys(ctx.db);
    const creators = [...new Set(rows.map(({ createdBy }) => createdBy))];
    const isAsked = await requiresTwoFactor(ctx.ports, ctx.tenant);
    const holders = isAsked ? await secondFactorHolders(ctx.ports, creators) : null;
    const waiting = new Set(holders ? creators.filter((id) => !holders.has(id)) : []);
    return keyViews(ctx, rows, waiting);
  },
});
