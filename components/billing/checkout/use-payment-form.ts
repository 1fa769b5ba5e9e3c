"use client";

import { useMutation } from "@tanstack/react-query";
import { type RefObject, useEffect, useState } from "react";
import { useTenantPath } from "../../tenant/tenant-context.tsx";
import { type ApiError, apiErrorOf } from "../../trpc/api-error.ts";
import type { Inputs } from "../../trpc/outputs.ts";
import { useTRPC } from "../../trpc/trpc-context.ts";
import { openStripe, type StripeBrowser } from "./load-stripe.ts";

export type Purchase = Omit<Inputs["subscriptions"]["embedCheckout"], "returnUrl">;

export type PaymentForm =
  | { kind: "loading" }
  | { kind: "ready" }
  /** Stripe's script could not be had; its own page needs none of ours. */
  | { kind: "blocked" }
  | { kind: "refused"; error: ApiError };

/** Where Stripe leads back to when it is paid. */
export function useReturnUrl(): () => string {
  const path = useTenantPath();
  return () => `${window.location.origin}${path("/settings/billing")}`;
}

/** Puts Stripe's form for a purchase into `place`. Stripe allows one at a time, so the one before is taken away first. */
export function usePaymentForm(
  place: RefObject<HTMLElement | null>,
  browser: StripeBrowser,
  { plan, interval, currency }: Purchase,
): PaymentForm {
  const trpc = useTRPC();
  const returnUrl = useReturnUrl();
  const { mutateAsync: embed } = useMutation(trpc.subscriptions.embedCheckout.mutationOptions());
  const [form, setForm] = useState<PaymentForm>({ kind: "loading" });
  const { publishableKey, scriptUrl } = browser;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the form belongs to the purchase, not to a rendering.
  useEffect(() => {
    let isCurrent = true;
    let destroy = () => {};
    const show = (next: PaymentForm) => isCurrent && setForm(next);
    const begun = begin().catch(() => show({ kind: "blocked" }));

    async function begin(): Promise<void> {
      await previous;
      if (!isCurrent) return;
      const loading = openStripe({ publishableKey, scriptUrl });
      const asked = embed({ plan, interval, currency, returnUrl: returnUrl() }).catch((error: unknown) => {
        show({ kind: "refused", error: apiErrorOf(error) });
        return null;
      });
      const [stripe, session] = await Promise.all([loading, asked]);
      if (!session || !isCurrent) return;
      const { clientSecret } = session;
      const checkout = await stripe.createEmbeddedCheckoutPage({ clientSecret });
      destroy = () => checkout.destroy();
      if (!isCurrent || !place.current) return;
      checkout.mount(place.current);
      show({ kind: "ready" });
    }

    return () => {
      isCurrent = false;
      previous = begun.then(() => destroy());
    };
  }, [plan, interval, currency, publishableKey, scriptUrl]);

  return form;
}

/** The end of the form before. */
let previous: Promise<void> = Promise.resolve();
