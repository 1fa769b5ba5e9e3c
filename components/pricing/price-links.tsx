import { SegmentedLinks } from "../ui/segmented-control.tsx";
import { offeredCurrencies } from "./currency.ts";
import { offeredIntervals, type Plan } from "./plan.ts";
import { bestSaving, type PriceChoice } from "./price.ts";

interface PriceLinksProps {
  plans: readonly Plan[];
  choice: PriceChoice;
  /** Address of the page without its query. */
  path: string;
}

/** By which interval and in which currency prices are shown, as links. */
export function PriceLinks({ plans, choice, path }: PriceLinksProps) {
  const hrefOf = (other: Partial<PriceChoice>) => `${path}?${new URLSearchParams({ ...choice, ...other })}`;
  const intervals = offeredIntervals(plans).map(({ value, label }) => {
    const saving = bestSaving(plans, { ...choice, interval: value });
    return { value, label, href: hrefOf({ interval: value }), ...savingNote(saving) };
  });
  const currencies = offeredCurrencies(plans).map((value) => ({
    value,
    label: value.toUpperCase(),
    href: hrefOf({ currency: value }),
  }));
  return (
    <div className="flex flex-wrap items-center justify-center gap-3">
      {intervals.length > 1 && (
        <SegmentedLinks label="Billing interval" active={choice.interval} segments={intervals} />
      )}
      {currencies.length > 1 && (
        <SegmentedLinks label="Currency" active={choice.currency} segments={currencies} />
      )}
    </div>
  );
}

export const savingNote = (percent: number) => (percent > 0 ? { note: `save ${percent}%` } : {});
