import { formatMoney } from "#server/kernel/money.ts";
import { formatDate } from "../format/time.ts";
import { cx } from "../ui/class-names.ts";

interface QuoteLinesProps {
  quote: {
    currency: string;
    lines: readonly { description: string; amountMinor: number }[];
    dueNowMinor: number;
    creditMinor: number;
    nextAmountMinor: number;
    nextAt: string;
  };
}

/** The lines of a quote, what is due now and what comes next. */
export function QuoteLines({ quote }: QuoteLinesProps) {
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency: quote.currency });
  return (
    <>
      {quote.lines.length > 0 && (
        <ul className="grid gap-2 text-[0.8125rem] leading-5">
          {quote.lines.map(({ description, amountMinor }) => (
            <li key={`${description} ${amountMinor}`} className="flex justify-between gap-4">
              <span className="min-w-0 text-muted">{description}</span>
              <span className="tabular shrink-0">{money(amountMinor)}</span>
            </li>
          ))}
        </ul>
      )}
      <dl className={cx("grid gap-1.5", quote.lines.length > 0 && "border-t border-border pt-3")}>
        <Row label="Due now" value={money(quote.dueNowMinor)} isStrong />
        {quote.creditMinor > 0 && <Row label="Credit for later invoices" value={money(quote.creditMinor)} />}
        <Row label={`On ${formatDate(quote.nextAt)}`} value={money(quote.nextAmountMinor)} />
      </dl>
    </>
  );
}

function Row({ label, value, isStrong }: { label: string; value: string; isStrong?: boolean }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className={isStrong ? "font-medium" : "text-muted"}>{label}</dt>
      <dd className={isStrong ? "tabular text-lg font-semibold" : "tabular"}>{value}</dd>
    </div>
  );
}
