import { formatMoney } from "#server/kernel/money.ts";
import { type BillingInterval, INTERVALS, monthsOf, type Plan } from "./plan.ts";
import { priceFor, savingPercent } from "./price.ts";

interface PriceWords {
  amount: string;
  every?: string | undefined;
  note: string;
}

function priceWords(plan: Plan, interval: BillingInterval): PriceWords {
  if (plan.isContactUs) return { amount: "Let’s talk", note: "Priced to what you need" };
  const price = priceFor(plan, interval);
  if (!price || price.amountMinor === 0) return { amount: "Free", note: "For as long as you like" };

  const every = INTERVALS.find((known) => known.value === price.interval)?.every;
  const months = monthsOf(price.interval);
  const saving = savingPercent(plan, price);
  const monthly = formatMoney({ ...price, amountMinor: Math.round(price.amountMinor / months) });
  const isOther = price.interval !== interval;
  const note =
    months > 1
      ? `about ${monthly} a month${saving > 0 ? `, saves ${saving}%` : ""}`
      : `billed monthly${isOther ? " only" : ""}`;
  return { amount: formatMoney(price), every, note };
}

export function PlanPriceLine({ plan, interval }: { plan: Plan; interval: BillingInterval }) {
  const { amount, every, note } = priceWords(plan, interval);
  return (
    <div className="tabular min-h-16">
      <p className="flex items-baseline gap-1.5">
        <span className="text-[1.75rem] leading-9 font-semibold tracking-tight">{amount}</span>
        {every && <span className="text-muted">per {every}</span>}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted">{note}</p>
    </div>
  );
}
