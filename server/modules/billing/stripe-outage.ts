import type { Ctx } from "#server/kernel/ctx.ts";
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
  return OUTAGES.has(typeOf(error));
}

const typeOf = (error: unknown): string =>
  error instanceof Error && "type" in error ? String(error.type) : "";

/**
 * Runs a change, or a quote of one, that was decided by what Stripe said a moment ago. A refusal means that it says
 * something else by now: changed in its dashboard, its portal, or by a payment that came in.
 * @throws AppError `conflict`, or `payment_required` when the card is refused
 */
export async function refusingAsConflict<T>({ ports, tenant }: Ctx, change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    const type = typeOf(error);
    if (type === "StripeCardError") {
      throw new AppError(
        "payment_required",
        "The card was refused. Choose another way to pay, then try again.",
        {
          reason: "card_refused",
        },
      );
    }
    if (type !== "StripeInvalidRequestError" && type !== "StripeIdempotencyError") throw error;
    ports.log.warn({ err: error, tenantId: tenant.id }, "Stripe refuses a change");
    throw new AppError(
      "conflict",
      "The subscription was changed meanwhile. Look at it before you change it again.",
      {
        reason: "subscription_changed",
      },
    );
  }
}

/** For `catch`: what Stripe does not have is null. */
export function missing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "resource_missing") return null;
  throw error;
}
