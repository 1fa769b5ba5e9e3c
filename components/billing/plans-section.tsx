import { useState } from "react";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { offeredCurrencies } from "../pricing/currency.ts";
import { offeredIntervals, type Plan } from "../pricing/plan.ts";
import { PlanCard, PlanGrid } from "../pricing/plan-card.tsx";
import { bestSaving } from "../pricing/price.ts";
import { savingNote } from "../pricing/price-links.tsx";
import { Badge } from "../ui/badge.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { changeObstacle } from "./change-obstacle.ts";
import { withOwnPrice } from "./own-price.ts";
import { PlanAction } from "./plan-action.tsx";

interface PlansSectionProps {
  plans: readonly Plan[];
  state: BillingState;
  /** Shown first where no subscription decides. */
  likelyCurrency: string;
  canManage: boolean;
}

/** Every plan with the way to get it. While a subscription runs, prices are in its currency alone. */
export function PlansSection({ plans, state, likelyCurrency, canManage }: PlansSectionProps) {
  const [interval, setInterval] = useState(state.subscription?.interval ?? "month");
  const [wanted, setWanted] = useState(likelyCurrency);
  const currency = state.currency ?? wanted;
  const choice = { interval, currency };
  const intervals = offeredIntervals(plans).map(({ value, label }) => {
    const saving = bestSaving(plans, { interval: value, currency });
    return { value, label, ...savingNote(saving) };
  });
  const currencies = offeredCurrencies(plans).map((value) => ({ value, label: value.toUpperCase() }));
  const obstacle = canManage ? changeObstacle(state) : null;
  return (
    <div className="grid gap-5">
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold tracking-tight">Plans</h2>
        <div className="flex max-w-full flex-wrap gap-3">
          {intervals.length > 1 && (
            <SegmentedControl
              label="Billing interval"
              name="interval"
              segments={intervals}
              value={interval}
              onChange={setInterval}
            />
          )}
          {state.currency === null && currencies.length > 1 && (
            <SegmentedControl
              label="Currency"
              name="currency"
              segments={currencies}
              value={currency}
              onChange={setWanted}
            />
          )}
        </div>
      </div>
      {obstacle && <p className="-mt-2 text-muted">{obstacle}</p>}
      <PlanGrid count={plans.length}>
        {plans.map((listed) => {
          const plan = withOwnPrice(listed, state);
          return (
            <PlanCard
              key={plan.key}
              level={3}
              plan={plan}
              choice={choice}
              isTrialOffered={state.isTrialAvailable}
              badge={state.plan?.key === plan.key && <Badge tone="positive">Current</Badge>}
              action={<PlanAction plan={plan} choice={choice} state={state} canManage={canManage} />}
            />
          );
        })}
      </PlanGrid>
    </div>
  );
}
