import { formatMoney } from "#server/kernel/money.ts";
import { offeredCurrencies } from "./currency.ts";
import { INTERVALS, isFree, monthsOf, type Plan } from "./plan.ts";
import { type PriceChoice, priceFor, savingPercent } from "./price.ts";

interface PriceWords {
  amount: string;
  every?: string | undefined;
  note: string;
}

function priceWords(plan: Plan, choice: PriceChoice): PriceWords {
  if (plan.isContactUs) return { amount: "Let’s talk", note: "Priced to what you need" };
  if (isFree(plan)) return { amount: "Free", note: "For as long as you like" };
  const price = priceFor(plan, choice);
  if (!price) {
    const sold = offeredCurrencies([plan]).map((currency) => currency.toUpperCase());
    return { amount: "–", note: `Not sold in ${choice.currency.toUpperCase()}, but in ${sold.join(", ")}` };
  }

  const every = INTERVALS.find((known) => known.value === price.interval)?.every;
  const months = monthsOf(price.interval);
  const saving = savingPercent(plan, price);
  const monthly = formatMoney({ ...price, amountMinor: Math.round(price.amountMinor / months) });
  const isOther = price.interval !== choice.interval;
  const note =
    months > 1
      ? `about ${monthly} a month${saving > 0 ? `, saves ${saving}%` : ""}`
      : `billed monthly${isOther ? " only" : ""}`;
  return { amount: formatMoney(price), every, note };
}

export function PlanPriceLine({ plan, choice }: { plan: Plan; choice: PriceChoice }) {
  const { amount, every, note } = priceWords(plan, choice);
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
