import { platformQuery } from "#server/kernel/verb.ts";
import { findCustomer } from "../store.ts";
import { viewDispute } from "./dispute.ts";
import { namedTenantCtx } from "./named-tenant.ts";
import { askingForOperator } from "./request-mark.ts";
import { DisputeList, DisputesAsked } from "./schema.ts";

const MAX_CHARGES = 10_000;

/** What a tenant's cardholders took to their banks, the newest first. */
export const listDisputes = platformQuery({
  verb: "dispute.list",
  access: "operator",
  input: DisputesAsked,
  output: DisputeList,
  async run({ ctx, input }) {
    const customer = await findCustomer((await namedTenantCtx(ctx, input.tenant)).db);
    if (!customer) return [];
    const { client } = ctx.ports.stripe;
    return askingForOperator(async () => {
      const charges = await client.charges
        .list({ customer, limit: 100 })
        .autoPagingToArray({ limit: MAX_CHARGES });
      const disputed = charges.filter((charge) => charge.disputed);
      const pages = await Promise.all(
        disputed.map(({ id }) => client.disputes.list({ charge: id, limit: 100 })),
      );
      const found = pages.flatMap(({ data }) => data).toSorted((a, b) => b.created - a.created);
      return Promise.all(found.map((dispute) => viewDispute(client, dispute)));
    });
  },
});
