import type { Outputs } from "../trpc/outputs.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { AddOnOffers } from "./add-on-offers.tsx";
import { isFree, type Plan } from "./plan.ts";
import { PlanCard, PlanGrid } from "./plan-card.tsx";
import { PlanComparison } from "./plan-comparison.tsx";
import type { PriceChoice } from "./price.ts";
import { PriceLinks } from "./price-links.tsx";
import { PricingQuestions } from "./pricing-questions.tsx";

interface PricingPageProps {
  plans: readonly Plan[];
  addOns: Outputs["addOns"]["listOffers"];
  choice: PriceChoice;
  /** Where a “contact us” plan leads; such plans show no button without it. */
  contactHref?: string;
}

function Action({ plan, contactHref }: { plan: Plan; contactHref: string | undefined }) {
  if (plan.isContactUs) {
    return contactHref ? (
      <LinkButton href={contactHref} isExternal isWide>
        Contact us
      </LinkButton>
    ) : (
      <p className="min-h-9 content-center text-[0.8125rem] text-muted">Agreed in person</p>
    );
  }
  return (
    <LinkButton href="/sign-up" variant={plan.isHighlighted ? "primary" : "secondary"} isWide>
      {isFree(plan) ? "Start free" : plan.trialDays > 0 ? "Start trial" : `Choose ${plan.name}`}
    </LinkButton>
  );
}

export function PricingPage({ plans, addOns, choice, contactHref }: PricingPageProps) {
  return (
    <div className="mx-auto max-w-6xl px-4 py-14 sm:px-6 sm:py-20">
      <div className="text-center">
        <h1 className="text-3xl leading-10 font-semibold tracking-tight sm:text-[2.75rem] sm:leading-13">
          Plans for every workspace
        </h1>
        <p className="mx-auto mt-3 max-w-xl text-base leading-7 text-balance text-muted">
          Each workspace has its own plan. Change it whenever you like; what you built stays.
        </p>
        <div className="mt-7">
          <PriceLinks plans={plans} choice={choice} path="/pricing" />
        </div>
      </div>
      <div className="mt-10">
        <PlanGrid count={plans.length}>
          {plans.map((plan) => (
            <PlanCard
              key={plan.key}
              plan={plan}
              choice={choice}
              action={<Action plan={plan} contactHref={contactHref} />}
            />
          ))}
        </PlanGrid>
      </div>
      <h2 className="mt-18 mb-5 text-xl font-semibold tracking-tight">Compare plans</h2>
      <PlanComparison plans={plans} />
      <AddOnOffers addOns={addOns} choice={choice} />
      <div className="mt-18 grid gap-6 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <h2 className="text-xl font-semibold tracking-tight">Questions</h2>
        <PricingQuestions hasTrials={plans.some(({ trialDays }) => trialDays > 0)} />
      </div>
    </div>
  );
}
