import type { Ports } from "#server/kernel/ctx.ts";
import { type RateRule, type RateVerdict, refusedBy, tooMany } from "#server/platform/rate-limit.ts";

/** The rates of one request: what was counted, for refusing and for telling. */
export interface RateGate {
  /**
   * Counts under a rule.
   * @param more what a refusal says besides, e.g. the plan that lifts it
   * @throws AppError `rate_limited`
   */
  admit(rule: RateRule, key: string, cost?: number, more?: () => Record<string, unknown>): Promise<void>;
  /** Tells of a limit that was counted elsewhere. */
  note(verdict: RateVerdict): void;
  /** Tells of the limit by which a verb has refused, if that is what the error says. */
  noteRefusal(error: unknown): void;
  /**
   * `RateLimit-Limit`, `-Remaining` and `-Reset` (seconds) of the limit that will be reached first, and every
   * `RateLimit-Policy`: draft-ietf-httpapi-ratelimit-headers-06.
   */
  headers(): Record<string, string>;
}

export function openRateGate({ rateLimit }: Ports): RateGate {
  const verdicts: RateVerdict[] = [];
  return {
    async admit(rule, key, cost = 1, more) {
      const verdict = await rateLimit.check(rule, key, cost);
      verdicts.push(verdict);
      if (!verdict.isAllowed) throw tooMany(verdict, more?.());
    },
    note: (verdict) => void verdicts.push(verdict),
    noteRefusal(error) {
      const verdict = refusedBy(error);
      if (verdict && verdicts.every(({ rule }) => rule.name !== verdict.rule.name)) verdicts.push(verdict);
    },
    headers() {
      const [first] = verdicts.toSorted((a, b) => share(a) - share(b));
      if (!first) return {};
      return {
        "ratelimit-limit": String(first.rule.limit),
        "ratelimit-remaining": String(first.remaining),
        "ratelimit-reset": String(first.resetSeconds),
        "ratelimit-policy": verdicts
          .map(({ rule: { name, limit, windowSeconds } }) => `${limit};w=${windowSeconds};comment="${name}"`)
          .join(", "),
      };
    },
  };
}

/** How much is left, 0 to 1; a refusal is less than nothing left. */
const share = ({ isAllowed, remaining, rule }: RateVerdict): number =>
  isAllowed ? remaining / rule.limit : -1;
