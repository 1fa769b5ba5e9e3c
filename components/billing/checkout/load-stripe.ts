import type { Stripe } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";

/** What Stripe's script needs, from the settings of the installation. */
export interface StripeBrowser {
  publishableKey: string;
  scriptUrl: string;
}

const TIMEOUT_MS = 15_000;

/**
 * Stripe's script from where this installation has it; `loadStripe` takes a `window.Stripe` that is there already.
 * @throws when it can't be had: blocked, offline, or not in time
 */
export async function openStripe({ publishableKey, scriptUrl }: StripeBrowser): Promise<Stripe> {
  if (!("Stripe" in window)) await addScript(scriptUrl);
  const stripe = await loadStripe(publishableKey);
  if (!stripe) throw new Error("Stripe.js is for browsers.");
  return stripe;
}

function addScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = () => {
      script.remove();
      reject(new Error(`${src} could not be loaded.`));
    };
    const timer = setTimeout(fail, TIMEOUT_MS);
    script.src = src;
    script.addEventListener("load", () => {
      clearTimeout(timer);
      resolve();
    });
    script.addEventListener("error", () => {
      clearTimeout(timer);
      fail();
    });
    document.head.append(script);
  });
}
