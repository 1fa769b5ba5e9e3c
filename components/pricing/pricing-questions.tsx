import { Plus } from "lucide-react";

const TRIAL_QUESTION = "What happens when a trial ends?";

const QUESTIONS = [
  [
    "Do I need a card to start?",
    "No. A workspace starts without one. You give a card when you choose a paid plan, in Stripe’s own form; card numbers never touch our servers.",
  ],
  [
    TRIAL_QUESTION,
    "The first payment is taken on the day shown at checkout. Cancel before it and nothing is charged; the workspace keeps its data.",
  ],
  [
    "What happens at a limit?",
    "New work over the limit is refused with a message that names the limit, its size and the plan that lifts it. What already runs keeps running.",
  ],
  [
    "Can I change plans later?",
    "Yes, up or down, from the billing page of your workspace, in the currency you began with. Limits change as soon as Stripe confirms, on the open page too.",
  ],
  [
    "Who sees your name?",
    "Your members see yours. They sign in on your address, in your colours, with your logo.",
  ],
  [
    "Can I run it myself instead?",
    "Yes. The platform is open source; one command starts all of it on your machine, with an embedded database and a Stripe sandbox.",
  ],
] as const;

/** The question about trials is asked where some plan has one. */
export function PricingQuestions({ hasTrials }: { hasTrials: boolean }) {
  const asked = QUESTIONS.filter(([question]) => hasTrials || question !== TRIAL_QUESTION);
  return (
    <div className="divide-y divide-border border-y border-border">
      {asked.map(([question, answer]) => (
        <details key={question} className="group">
          <summary className="flex min-h-13 list-none items-center justify-between gap-4 py-3 text-[0.9375rem] font-medium [&::-webkit-details-marker]:hidden">
            {question}
            <Plus
              className="size-4 shrink-0 text-muted transition-transform group-open:rotate-45"
              aria-hidden
            />
          </summary>
          <p className="max-w-2xl pb-4 leading-6 text-muted">{answer}</p>
        </details>
      ))}
    </div>
  );
}
