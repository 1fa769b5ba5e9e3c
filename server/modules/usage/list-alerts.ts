import { query } from "#server/kernel/verb.ts";
import { listAlertRows } from "./alert-store.ts";
import { SPEND } from "./decide-uses.ts";
import { listMeters } from "./meter-about.ts";
import { Nothing, UsageAlertList } from "./schema.ts";

/** Shares of limits that were reached lately, newest first. */
export const listAlerts = query({
  verb: "usage.alerts",
  permission: "billing:read",
  input: Nothing,
  output: UsageAlertList,
  async run({ ctx }) {
    const [rows, meters] = await Promise.all([listAlertRows(ctx.db), listMeters(ctx)]);
    const labelOf = (meter: string) =>
      meter === SPEND ? "Spend cap" : (meters.find((each) => each.meter === meter)?.label ?? meter);
    return rows.map((row) => ({ ...row, label: labelOf(row.meter), at: row.at.toISOString() }));
  },
});
