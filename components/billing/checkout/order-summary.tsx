import { formatMoney } from "#server/kernel/money.ts";
import { formatDate } from "../../format/time.ts";
import type { Outputs } from "../../trpc/outputs.ts";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/class-names.ts";

type Terms = Outputs["subscriptions"]["previewCheckout"];

/** What is bought, what it costs and when, before anything is entered. */
export function OrderSummary({ terms }: { terms: Terms }) {
  const { plan, interval, currency, amountMinor, trialEnd, dueTodayMinor } = terms;
  const price = `${formatMoney({ amountMinor, currency })} per ${interval}`;
  return (
    <Card title={plan.name} description={plan.tagline}>
      <dl className="grid gap-2.5 text-sm">
        {trialEnd && <Row label="Free until">{formatDate(trialEnd)}</Row>}
        <Row label={trialEnd ? "After it" : "Price"}>{price}</Row>
        <Row label="Due today" isTotal>
          {formatMoney({ amountMinor: dueTodayMinor, currency })}
        </Row>
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

function Row({ label, isTotal, children }: { label: string; isTotal?: boolean; children: string }) {
  return (
    <div
      className={cx(
        "flex items-baseline justify-between gap-4",
        isTotal && "mt-1 border-t border-border pt-3 font-semibold",
      )}
    >
      <dt>{label}</dt>
      <dd className="tabular text-right">{children}</dd>
    </div>
  );
}
