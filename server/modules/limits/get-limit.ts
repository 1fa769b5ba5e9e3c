import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { readLimits } from "./read-limits.ts";
import { LimitList, MeterInput } from "./schema.ts";

/** The limits of one meter: one a window it is sold in. */
export const getLimit = query({
  verb: "limit.get",
  permission: "billing:read",
  input: MeterInput,
  output: LimitList,
  async run({ ctx, input }) {
    const own = (await readLimits(ctx)).filter(({ meter }) => meter === input.meter);
    if (own.length === 0) throw notFound("This meter");
    return own;
  },
});
