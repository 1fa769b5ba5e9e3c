import { Minus } from "lucide-react";
import { formatCount } from "../format/number.ts";
import { cx } from "../ui/class-names.ts";
import type { PlanView } from "./plan.ts";

type Limit = PlanView["limits"][number];

function Size({ limit }: { limit: Limit | undefined }) {
  if (!limit) {
    return (
      <>
        <Minus className="mx-auto size-4 text-muted" aria-hidden />
        <span className="sr-only">not included</span>
      </>
    );
  }
  if (limit.value === null) return <>Unlimited</>;
  return (
    <>
      {formatCount(limit.value)}
      {limit.unit && <span className="text-muted"> {limit.unit}</span>}
    </>
  );
}

export function PlanComparison({ plans }: { plans: readonly PlanView[] }) {
  const rows = new Map(plans.flatMap((plan) => plan.limits.map((limit) => [limit.key, limit.label])));
  if (rows.size === 0) return null;
  return (
    <section
      aria-label="Limits of each plan"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="card overflow-x-auto"
    >
      <table className="w-full min-w-160 border-separate border-spacing-0 text-center">
        <caption className="sr-only">Limits of each plan</caption>
        <thead>
          <tr>
            <td className="sticky left-0 border-b border-border bg-surface" />
            {plans.map((plan) => (
              <th
                key={plan.key}
                scope="col"
                className={cx(
                  "h-11 border-b border-border px-3 text-[0.8125rem] font-semibold",
                  plan.isHighlighted && "bg-accent-soft",
                )}
              >
                {plan.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].map(([key, label]) => (
            <tr key={key} className="group">
              <th
                scope="row"
                className="sticky left-0 h-11 border-b border-border bg-surface px-4 text-left text-[0.8125rem] font-medium group-last:border-b-0"
              >
                {label}
              </th>
              {plans.map((plan) => (
                <td
                  key={plan.key}
                  className={cx(
                    "tabular border-b border-border px-3 text-[0.8125rem] group-last:border-b-0",
                    plan.isHighlighted && "bg-accent-soft/60",
                  )}
                >
                  <Size limit={plan.limits.find((limit) => limit.key === key)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
