import type { Ports } from "#server/kernel/ctx.ts";
import { readHome } from "#server/platform/database/move/home-row.ts";
import type { Home } from "#server/platform/database/planes.ts";

/** Where a tenant lives, as the control database says now. */
export const homeOf = ({ homes }: Ports, tenantId: string): Promise<Home> =>
  readHome((text, values) => homes.control.pool({ role: "system" }).query(text, values), tenantId);
