import { z } from "zod";
import type { Ctx } from "#server/kernel/ctx.ts";
import { command } from "#server/kernel/verb.ts";
import { withinLimit } from "#server/modules/entitlements/index.ts";

/** Counts and inserts rows of its own tenant: domains stand in for whatever is limited. */
const addThingVerb = command({
  verb: "thing.add",
  permission: "bot:write",
  input: z.strictObject({ meter: z.string() }),
  output: z.object({ id: z.string() }),
  async run({ ctx, input }) {
    const id = await withinLimit(
      ctx,
      input.meter,
      (since) => ctx.db.domain.count({ where: { createdAt: { gte: since ?? new Date(0) } } }),
      async () => {
        const row = { id: ctx.newId(), host: `${ctx.newId()}.test`, createdAt: ctx.now() };
        return (await ctx.db.domain.create({ data: row, select: { id: true } })).id;
      },
    );
    return { value: { id }, audit: { entityId: id } };
  },
});

export const addThing = (ctx: Ctx, meter = "bots") => addThingVerb.call(ctx, { meter });
