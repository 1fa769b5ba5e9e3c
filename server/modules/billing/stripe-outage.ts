import { AppError } from "#server/kernel/errors.ts";

const OUTAGES = new Set(["StripeConnectionError", "StripeAPIError", "StripeRateLimitError"]);

/** Runs calls to Stripe. @throws AppError `unavailable` when it cannot be reached or answers nonsense, after the SDK's retries */
export async function askingStripe<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOutage(error)) throw error;
    throw new AppError(
      "unavailable",
      "The payment service does not answer. Nothing was changed; try again shortly.",
      {
        reason: "stripe_unavailable",
      },
    );
  }
}

function isOutage(error: unknown): boolean {
  return error instanceof Error && "type" in error && OUTAGES.has(String(error.type));
}

/** For `catch`: what Stripe does not have is null. */
export function missing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "resource_missing") return null;
  throw error;
}
