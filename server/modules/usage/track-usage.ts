import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, fieldError } from "#server/kernel/errors.ts";
import { append } from "#server/kernel/verb.ts";
import { ENFORCED_METERS, readAllowance } from "../entitlements/index.ts";
import { TrackUsageInput, UsageTracked } from "./schema.ts";
import { spend } from "./spend.ts";

const DAY_MS = 86_400_000;
const MAX_AHEAD_MS = 300_000;

/** What the product counts itself. A client's word about these would be a way round the plan. */
const COUNTED_HERE = Object.keys(ENFORCED_METERS);

/**
 * Takes in what a client has used of meters that only it can count. Whoever is at a limit is refused, and the record is
 * not taken. When none is taken, the first refusal is the answer.
 */
export const trackUsage = append({
  verb: "usage.track",
  permission: "usage:write",
  input: TrackUsageInput,
  output: UsageTracked,
  async run({ ctx, input: { records } }) {
    const windows = await trackable(ctx);
    for (const [index, { meter, amount, at }] of records.entries()) {
      const of = windows.get(meter);
      if (!of) throw unknownMeter(`records.${index}.meter`, meter, [...windows.keys()]);
      if (amount < 0 && of !== "none") {
        throw fieldError(`records.${index}.amount`, `What was used of ${meter} can't be taken back.`);
      }
      requireRecent(`records.${index}.at`, ctx.now(), at);
    }
    const outcomes = await Promise.all(
      records.map(({ id, meter, amount, at, subject }) =>
        spend(ctx, {
          amounts: { [meter]: amount },
          id,
          source: "track",
          ...(at && { at: new Date(at) }),
          ...(subject && { subject }),
        }),
      ),
    );
    const [first] = outcomes;
    if (first?.refusal && outcomes.every(({ refusal }) => refusal)) throw first.refusal;
    return {
      results: records.map(({ id, meter }, index) => {
        const { status = "refused", refusal = null } = outcomes[index] ?? {};
        return { id, meter, status, refusal: refusal && plain(refusal) };
      }),
    };
  },
});

/** Meters of the price list that the product does not count, with the shortest window they are sold in. */
async function trackable(ctx: Ctx): Promise<Map<string, string>> {
  const { limits } = await readAllowance(ctx.ports, ctx.tenant);
  return new Map(
    limits.filter(({ meter }) => !COUNTED_HERE.includes(meter)).map(({ meter, window }) => [meter, window]),
  );
}

function unknownMeter(field: string, meter: string, known: readonly string[]): AppError {
  if (COUNTED_HERE.includes(meter)) {
    return new AppError("forbidden", `${meter} is counted by the workspace itself.`, {
      reason: "meter_not_trackable",
      known,
    });
  }
  return fieldError(field, `There is no meter ${meter} to track. There is: ${known.join(", ") || "none"}.`, {
    reason: "no_such_meter",
    known,
  });
}

function requireRecent(field: string, now: Date, at: string | undefined): void {
  if (at === undefined) return;
  const ageMs = now.getTime() - new Date(at).getTime();
  if (ageMs <= DAY_MS && ageMs >= -MAX_AHEAD_MS) return;
  throw fieldError(field, "Send what was used within a day, and not ahead of time.");
}

const plain = ({ code, message, details }: AppError) => ({ code, message, details });
