import type { Periodic } from "#server/kernel/background.ts";
import { tenantCtx } from "../audit/index.ts";
import { readAllowance } from "../entitlements/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { recordLevels } from "../usage/index.ts";
import { readGauges } from "./gauges.ts";

const EVERY_MS = 3_600_000;
const PAGE = 500;

/** Writes down each hour how many bots, members and files every tenant has, for its charts and alerts. */
export const sampleLevels: Periodic = {
  name: "sample-levels",
  everyMs: EVERY_MS,
  async run(ports, signal) {
    const { tenant: table } = ports.systemDb.client;
    for (let after = ""; ; ) {
      const page = await table.findMany({
        where: { status: "active", id: { gt: after } },
        orderBy: { id: "asc" },
        take: PAGE,
        select: { id: true },
      });
      for (const { id } of page) {
        if (signal.aborted) return;
        const tenant = await resolveTenant(ports, { id });
        if (!tenant) continue;
        const ctx = tenantCtx(ports, tenant, { type: "system", process: "sample-levels" });
        const { limits } = await readAllowance(ports, tenant);
        const meters = limits.filter(({ window }) => window === "none").map(({ meter }) => meter);
        await recordLevels(ctx, await readGauges(ctx, meters)).catch((error) =>
          ports.log.error({ err: error, tenantId: id }, "sample levels"),
        );
      }
      const last = page.at(-1);
      if (page.length < PAGE || !last) return;
      after = last.id;
    }
  },
};
