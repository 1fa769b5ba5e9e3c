import { query } from "#server/kernel/verb.ts";
import { readAllowance, windowAt } from "../entitlements/index.ts";
import { findUse } from "./count-store.ts";
import { Nothing, Usage } from "./schema.ts";
import { CALL_METERS } from "./spend.ts";

export const getUsage = query({
  verb: "usage.get",
  permission: "billing:read",
  input: Nothing,
  output: Usage,
  async run({ ctx }) {
    const { limits } = await readAllowance(ctx.ports, ctx.tenant);
    const windows = limits.flatMap(({ meter, window }) => {
      const span = windowAt(window, ctx.now());
      return span && CALL_METERS.includes(meter) ? [{ meter, window, span }] : [];
    });
    const used = await findUse(
      ctx.db,
      windows.map(({ meter, window, span }) => ({ meter, window, startsAt: span.start })),
    );
    return windows.map(({ meter, window, span }, index) => ({
      meter,
      window,
      used: used[index] ?? 0,
      resetsAt: span.end.toISOString(),
    }));
  },
});
