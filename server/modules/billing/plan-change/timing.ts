import { type BillingInterval, type Catalogue, INTERVALS } from "../catalogue/catalogue-schema.ts";
import type { ChangeTiming } from "./schema.ts";

export interface Choice {
  plan: string | null;
  interval: BillingInterval | null;
}

/**
 * When a change of plan takes hold: more is given at once, less is taken at the end of what is paid for. A plan is more
 * than those listed before it; of the same plan, the longer interval is more. In a trial nothing is paid for yet.
 * @returns null when nothing would change
 */
export function changeTiming(
  catalogue: Catalogue,
  from: Choice & { isTrialing: boolean },
  to: Choice,
): ChangeTiming | null {
  if (from.plan === to.plan && from.interval === to.interval) return null;
  if (from.isTrialing) return "now";
  const rank = ({ plan }: Choice) => catalogue.plans.findIndex(({ key }) => key === plan);
  const length = ({ interval }: Choice) => (interval ? INTERVALS.indexOf(interval) : -1);
  const more = rank(to) - rank(from) || length(to) - length(from);
  return more > 0 ? "now" : "period_end";
}
