import type { Ctx } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { readAllowance } from "../entitlements/index.ts";
import { COUNTED_ALWAYS } from "./spend.ts";

type Limit = Awaited<ReturnType<typeof readAllowance>>["limits"][number];

export interface MeterAbout {
  meter: string;
  label: string;
  isLevel: boolean;
  /** What the plan says of it; none of what is counted without being sold. */
  limits: readonly Limit[];
}

/** Every meter of the price list, and what is counted in any case. */
export async function listMeters({ ports, tenant }: Ctx): Promise<MeterAbout[]> {
  const { limits } = await readAllowance(ports, tenant);
  const keys = new Set([...limits.map(({ meter }) => meter), ...Object.keys(COUNTED_ALWAYS)]);
  return [...keys].map((meter) => {
    const own = limits.filter((limit) => limit.meter === meter);
    const label = own[0]?.label ?? COUNTED_ALWAYS[meter] ?? meter;
    return { meter, label, isLevel: own.some(({ window }) => window === "none"), limits: own };
  });
}

/** @throws AppError `invalid_input` naming the meters there are */
export async function findMeter(ctx: Ctx, meter: string): Promise<MeterAbout> {
  const all = await listMeters(ctx);
  const found = all.find((each) => each.meter === meter);
  if (found) return found;
  const known = all.map((each) => each.meter);
  throw fieldError("meter", `There is no meter ${meter}. There is: ${known.join(", ")}.`, {
    reason: "no_such_meter",
    known,
  });
}
