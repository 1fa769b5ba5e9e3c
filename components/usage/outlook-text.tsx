import { formatCount } from "../format/number.ts";
import { formatDate, formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Badge } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { inSentence } from "./limit-text.ts";

const SHOWN = 3;

interface OutlookTextProps {
  outlook: Outputs["usage"]["outlook"];
  label: string;
}

/** The forecast and what was unusual in words, with the method of each to open. */
export function OutlookText({ outlook: { forecast, unusual }, label }: OutlookTextProps) {
  const hours = unusual.hours.slice(0, SHOWN);
  return (
    <div className="grid gap-3 text-[0.8125rem]">
      {forecast && (
        <div>
          <p>
            Expected this month: <strong className="tabular">{formatCount(forecast.total.expected)}</strong>{" "}
            <span className="tabular text-muted">
              ({formatCount(forecast.total.low)} to {formatCount(forecast.total.high)})
            </span>
            {forecast.limitReachedAt && (
              <>
                {" "}
                <Badge tone="warning">Over the limit around {formatDate(forecast.limitReachedAt)}</Badge>
              </>
            )}
          </p>
          <Method text={forecast.method} />
        </div>
      )}
      {hours.length > 0 && (
        <Banner tone="warning" title={`Unusual: ${inSentence(label)}`}>
          <ul>
            {hours.map(({ at, used, usual, direction }) => (
              <li key={at}>
                {formatDateTime(at)} UTC: {formatCount(used)}, {direction === "high" ? "more" : "less"} than
                the usual {formatCount(usual)}.
              </li>
            ))}
          </ul>
          {unusual.hours.length > SHOWN && <p>And {unusual.hours.length - SHOWN} hours more this week.</p>}
          <Method text={unusual.method} />
        </Banner>
      )}
    </div>
  );
}

function Method({ text }: { text: string }) {
  return (
    <details className="mt-1 text-muted">
      <summary className="cursor-pointer">How this is worked out</summary>
      <p className="mt-1 max-w-prose">{text}</p>
    </details>
  );
}
