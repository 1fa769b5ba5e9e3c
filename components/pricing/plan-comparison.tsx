import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../format/number.ts";
import { cx } from "../ui/class-names.ts";
import type { Plan } from "./plan.ts";

interface Row {
  key: string;
  label: string;
  cell: (plan: Plan) => ReactNode;
}

const included = (
  <>
    <Check className="mx-auto size-4 text-positive" aria-hidden />
    <span className="sr-only">included</span>
  </>
);

const notIncluded = (
  <>
    <Minus className="mx-auto size-4 text-muted" aria-hidden />
    <span className="sr-only">not included</span>
  </>
);

function sizeOf(limit: Plan["limits"][number] | undefined): ReactNode {
  if (!limit || limit.value === 0) return notIncluded;
  if (limit.value === null) return "Unlimited";
  return (
    <>
      {formatCount(limit.value)}
      {limit.unit && <span className="text-muted"> {limit.unit}</span>}
    </>
  );
}

/** Rows in the order the first plan that has them gives; a meter may be limited over several windows. */
function rowsOf(plans: readonly Plan[]): Row[] {
  const limits = new Map(
    plans.flatMap((plan) => plan.limits.map((limit) => [`${limit.key}/${limit.window}`, limit])),
  );
  const features = new Map(
    plans.flatMap((plan) => plan.includes.map((feature) => [feature.key, feature.label])),
  );
  return [
    ...[...limits].map(([key, { label, key: meter, window }]) => ({
      key,
      label,
      cell: (plan: Plan) =>
        sizeOf(plan.limits.find((limit) => limit.key === meter && limit.window === window)),
    })),
    ...[...features].map(([key, label]) => ({
      key,
      label,
      cell: (plan: Plan) => (plan.includes.some((feature) => feature.key === key) ? included : notIncluded),
    })),
  ];
}

export function PlanComparison({ plans }: { plans: readonly Plan[] }) {
  const rows = rowsOf(plans);
  if (rows.length === 0) return null;
  return (
    <section
      aria-label="What each plan includes"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="card relative overflow-x-auto"
    >
      <table className="w-full min-w-200 border-separate border-spacing-0 text-center text-[0.8125rem]">
        <caption className="sr-only">What each plan includes</caption>
        <thead>
          <tr>
            <td className="sticky left-0 z-1 border-b border-border bg-surface" />
            {plans.map((plan) => (
              <th
                key={plan.key}
                scope="col"
                className={cx(
                  "h-11 border-b border-border px-3 font-semibold",
                  plan.isHighlighted && "bg-accent-soft",
                )}
              >
                {plan.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="group">
              <th
                scope="row"
                className="sticky left-0 z-1 h-10 max-w-48 border-b border-border bg-surface px-4 text-left font-medium group-last:border-b-0"
              >
                {row.label}
              </th>
              {plans.map((plan) => (
                <td
                  key={plan.key}
                  className={cx(
                    "tabular border-b border-border px-3 group-last:border-b-0",
                    plan.isHighlighted && "bg-accent-soft/60",
                  )}
                >
                  {row.cell(plan)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
