import { formatMoney } from "#server/kernel/money.ts";
import { formatDate } from "../../format/time.ts";
import type { Outputs } from "../../trpc/outputs.ts";
import { Card } from "../../ui/card.tsx";

type Terms = Outputs["subscriptions"]["previewCheckout"];

/** What is bought, what it costs and when, before anything is entered. */
export function OrderSummary({ terms }: { terms: Terms }) {
  const { plan, interval, currency, amountMinor, trialEnd, dueTodayMinor } = terms;
  const price = `${formatMoney({ amountMinor, currency })} per ${interval}`;
  return (
    <Card title={plan.name} description={plan.tagline}>
      <dl className="grid gap-2.5 text-sm">
        <Row label={trialEnd ? `From ${formatDate(trialEnd)}` : "Price"}>{price}</Row>
        {trialEnd && <Row label="Free until">{formatDate(trialEnd)}</Row>}
        <div className="mt-1 border-t border-border pt-3 font-semibold">
          <Row label="Due today">{formatMoney({ amountMinor: dueTodayMinor, currency })}</Row>
        </div>
      </dl>
      <p className="mt-4 text-[0.8125rem] leading-5 text-muted">
        {trialEnd
          ? `Cancel before ${formatDate(trialEnd)} and nothing is charged.`
          : "It renews until you cancel, at any time, with the end of what is paid."}{" "}
        Promotion codes and taxes are worked out in the form.
      </p>
    </Card>
  );
}

function Row({ label, children }: { label: string; children: string }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt>{label}</dt>
      <dd className="tabular text-right">{children}</dd>
    </div>
  );
}
