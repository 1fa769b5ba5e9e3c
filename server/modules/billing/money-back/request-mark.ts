import { createHash } from "node:crypto";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, isAppError } from "#server/kernel/errors.ts";
import { askingStripe } from "../stripe-outage.ts";

const REQUEST = "marque_request";
const TERMS = "marque_terms";

/**
 * How a request of the operator's is known again at Stripe: by its idempotency key, which Stripe forgets after a day, and
 * by a mark in the metadata of what came of it, which stays.
 */
export interface RequestMark {
  key: string;
  metadata: Record<string, string>;
  /** @throws AppError `conflict` when the key was used for something else */
  isOn(metadata: Readonly<Record<string, string>> | null): boolean;
}

/** @param terms what was asked for; the same key with other terms is another request by mistake */
export function requestMark({ tenant }: Ctx, idempotencyKey: string, terms: unknown): RequestMark {
  const key = hashOf([tenant.id, idempotencyKey]);
  const asked = hashOf(terms);
  return {
    key,
    metadata: { [REQUEST]: key, [TERMS]: asked },
    isOn(metadata) {
      if (metadata?.[REQUEST] !== key) return false;
      if (metadata[TERMS] !== asked) throw keyReused();
      return true;
    },
  };
}

const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);

const keyReused = () =>
  new AppError("conflict", "This Idempotency-Key was used for another request. Take a new one.", {
    reason: "idempotency_key_reused",
  });

/** Runs calls to Stripe for the operator, who may read Stripe's own reasons. @throws AppError `unprocessable` for a refusal */
export async function askingForOperator<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await askingStripe(work);
  } catch (error) {
    if (isAppError(error) || !(error instanceof Error) || !("type" in error)) throw error;
    if (error.type === "StripeIdempotencyError") throw keyReused();
    if (error.type !== "StripeInvalidRequestError") throw error;
    const reason = "code" in error && typeof error.code === "string" ? error.code : "refused_by_stripe";
    throw new AppError("unprocessable", `Stripe refuses: ${error.message}`, { reason });
  }
}
