import { SegmentedLinks } from "../ui/segmented-control.tsx";
import { type BillingInterval, offeredIntervals, type Plan } from "./plan.ts";
import { bestSaving } from "./price.ts";

interface IntervalLinksProps {
  plans: readonly Plan[];
  active: BillingInterval;
  /** Address of the page without its query. */
  path: string;
}

export function IntervalLinks({ plans, active, path }: IntervalLinksProps) {
  const offered = offeredIntervals(plans);
  if (offered.length < 2) return null;
  return (
    <SegmentedLinks
      label="Billing interval"
      active={active}
      segments={offered.map(({ value, label }) => {
        const saving = bestSaving(plans, value);
        const href = value === "month" ? path : `${path}?interval=${value}`;
        return { value, label, href, ...(saving > 0 ? { note: `save ${saving}%` } : {}) };
      })}
    />
  );
}
