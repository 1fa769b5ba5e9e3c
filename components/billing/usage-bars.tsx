import { formatCount } from "../format/number.ts";
import { formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Progress } from "../ui/progress.tsx";

interface UsageBarsProps {
  limits: Outputs["entitlements"]["get"]["limits"];
  /** What is in use now by meter; a meter that is missing here shows its size only. */
  used: Readonly<Record<string, number>>;
  /** What was used in the calendar window that runs now, of meters that are counted as they are used. */
  counted: Outputs["usage"]["get"];
}

const NEAR = 0.8;

/** How much of each limit is taken. */
export function UsageBars({ limits, used, counted }: UsageBarsProps) {
  return (
    <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {limits.map((limit) => {
        const running = counted.find(({ meter, window }) => meter === limit.meter && window === limit.window);
        const count = running?.used ?? (limit.window === "none" ? used[limit.meter] : undefined);
        const size = limit.value === null ? "unlimited" : formatCount(limit.value);
        const unit = limit.unit ? ` ${limit.unit}` : "";
        const share = limit.value && count !== undefined ? count / limit.value : null;
        return (
          <li key={`${limit.meter}/${limit.window}`} className="grid content-start gap-1.5">
            <div className="flex items-baseline justify-between gap-3">
              <span className="font-medium">{limit.label}</span>
              <span className="tabular text-[0.8125rem] text-muted">
                {count === undefined
                  ? limit.value === null
                    ? size
                    : `up to ${size}`
                  : `${formatCount(count)} of ${size}`}
                {unit}
              </span>
            </div>
            {share !== null && (
              <Progress
                label={limit.label}
                value={share}
                valueText={`${formatCount(count ?? 0)} of ${size}`}
                tone={share >= 1 ? "negative" : share >= NEAR ? "warning" : "accent"}
              />
            )}
            {running && (
              <p className="text-[0.8125rem] text-muted">
                Counts again from {formatDateTime(running.resetsAt)} UTC
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
