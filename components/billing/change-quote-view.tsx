import { formatDate } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { QuoteLines } from "./quote-lines.tsx";

type Quote = Outputs["subscriptions"]["previewChange"];

/** When a change of plan comes, what ends with it and what it costs. */
export function ChangeQuoteView({ quote }: { quote: Quote }) {
  return (
    <div className="grid gap-4">
      {quote.timing === "period_end" && (
        <p className="text-muted">
          Nothing changes before {formatDate(quote.effectiveAt)}: what is paid for stays yours until then.
        </p>
      )}
      {quote.dropped.length > 0 && (
        <p className="text-muted">
          Not sold with it, so it ends with the change:{" "}
          {quote.dropped
            .map(({ name, quantity }) => (quantity > 1 ? `${name} × ${quantity}` : name))
            .join(", ")}
          .
        </p>
      )}
      <QuoteLines quote={quote} />
    </div>
  );
}
