import { query } from "#server/kernel/verb.ts";
import { Domains, Nothing } from "./schema.ts";
import { listDomains as readDomains } from "./store.ts";
import { viewDomain } from "./view-domain.ts";

/** The oldest first. */
export const listDomains = query({
  verb: "domain.list",
  permission: "domain:read",
  input: Nothing,
  output: Domains,
  run: async ({ ctx }) => (await readDomains(ctx.db)).map((row) => viewDomain(ctx.ports, row)),
});
