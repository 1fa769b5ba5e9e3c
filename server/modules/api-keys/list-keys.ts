import { query } from "#server/kernel/verb.ts";
import { keyViews } from "./key-view.ts";
import { ApiKeys, Nothing } from "./schema.ts";
import { listKeys as readKeys } from "./store.ts";

export const listKeys = query({
  verb: "key.list",
  permission: "key:read",
  input: Nothing,
  output: ApiKeys,
  run: async ({ ctx }) => keyViews(ctx, await readKeys(ctx.db)),
});
