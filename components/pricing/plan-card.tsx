import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "../ui/badge.tsx";
import { cx } from "../ui/class-names.ts";
import type { Plan } from "./plan.ts";
import { PlanPriceLine } from "./plan-price.tsx";
import type { PriceChoice } from "./price.ts";

interface PlanCardProps {
  plan: Plan;
  choice: PriceChoice;
  /** The way to get it: a link on the pricing page, a checkout button inside a workspace. */
  action: ReactNode;
  badge?: ReactNode;
  /** Whether a checkout would begin with the plan's trial. */
  isTrialOffered?: boolean;
  /** Of its name in the page's outline. */
  level?: 2 | 3;
}

export function PlanCard({ plan, choice, action, badge, isTrialOffered = true, level = 2 }: PlanCardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      aria-labelledby={`plan-${plan.key}`}
      className={cx(
        "card flex flex-col p-5",
        plan.isHighlighted && "border-accent-text! ring-1 ring-accent-text",
      )}
    >
      <div className="flex min-h-6 items-center justify-between gap-2">
        <Heading id={`plan-${plan.key}`} className="text-[0.9375rem] font-semibold">
          {plan.name}
        </Heading>
        {badge || (plan.isHighlighted && <Badge tone="accent">Recommended</Badge>)}
      </div>
      <p className="mt-1 min-h-10 text-[0.8125rem] text-muted">{plan.tagline}</p>
      <div className="mt-4">
        <PlanPriceLine plan={plan} choice={choice} />
      </div>
      <div className="mt-4 grid">{action}</div>
      {isTrialOffered && plan.trialDays > 0 && !plan.isContactUs && (
        <p className="mt-2 text-center text-[0.8125rem] text-muted">{plan.trialDays} days free first</p>
      )}
      <ul className="mt-5 grid gap-2 border-t border-border pt-5 text-[0.8125rem]">
        {plan.features.map((feature) => (
          <li key={feature} className="flex gap-2">
            <Check className="mt-0.5 size-4 shrink-0 text-accent-text" aria-hidden />
            {feature}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Rows of four when that fills them, else of three: a card never gets too narrow for its price. */
export function PlanGrid({ count, children }: { count: number; children: ReactNode }) {
  return (
    <div
      className={cx(
        "grid gap-4 sm:grid-cols-2",
        count % 3 !== 0 && count % 4 === 0 ? "xl:grid-cols-4" : "lg:grid-cols-3",
      )}
    >
      {children}
    </div>
  );
}
