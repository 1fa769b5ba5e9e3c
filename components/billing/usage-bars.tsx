import type { Outputs } from "../trpc/outputs.ts";
import { Progress } from "../ui/progress.tsx";
import { type LimitState, limitText, resetText, shareOf, toneOf } from "../usage/limit-text.ts";

interface UsageBarsProps {
  limits: Outputs["usage"]["limits"];
  /** The server's time when the page was made. */
  now: number;
}

/** How much of each limit is taken. */
export function UsageBars({ limits, now }: UsageBarsProps) {
  return (
    <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {limits.map((limit) => (
        <UsageBar key={`${limit.meter}/${limit.window}`} limit={limit} now={now} />
      ))}
    </ul>
  );
}

function UsageBar({ limit, now }: { limit: LimitState; now: number }) {
  const share = shareOf(limit);
  return (
    <li className="grid content-start gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{limit.label}</span>
        <span className="tabular text-[0.8125rem] text-muted">{limitText(limit)}</span>
      </div>
      {share !== null && (
        <Progress label={limit.label} value={share} valueText={limitText(limit)} tone={toneOf(share)} />
      )}
      {limit.used > 0 && limit.resetsAt && (
        <p className="text-[0.8125rem] text-muted">{resetText(limit.resetsAt, now)}</p>
      )}
    </li>
  );
}
