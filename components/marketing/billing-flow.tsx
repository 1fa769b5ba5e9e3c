import { ArrowRight } from "lucide-react";
import { Section } from "./section.tsx";

const STEPS = [
  ["Checkout", "A plan card leads to Stripe Checkout. Card numbers never touch your servers."],
  [
    "Signed webhook",
    "Stripe tells the platform. The signature is verified and the event stored once, however often it comes.",
  ],
  [
    "Truth from Stripe",
    "A worker reads the subscription as it is now, so late or shuffled events cannot grant a thing.",
  ],
  ["Entitlements", "Limits change and the open page shows it, without a reload."],
] as const;

export function BillingFlow() {
  return (
    <Section
      isTinted
      title="Billing that cannot be talked into anything"
      lead="Plans are data: prices by month, quarter and year, trial days, features and limits. What a workspace may do follows from what Stripe says, never from the page somebody lands on after paying."
    >
      <ol className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {STEPS.map(([title, text], index) => (
          <li key={title} className="card relative p-5">
            <p className="tabular text-xs font-medium text-muted">Step {index + 1}</p>
            <h3 className="mt-1 text-[0.9375rem] font-semibold">{title}</h3>
            <p className="mt-1.5 leading-6 text-muted">{text}</p>
            {index < STEPS.length - 1 && (
              <span className="absolute top-1/2 -right-4 z-1 hidden size-7 -translate-y-1/2 place-items-center rounded-full border border-border bg-surface text-muted lg:grid">
                <ArrowRight className="size-3.5" aria-hidden />
              </span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
