import type { HttpAnswer, HttpRequest } from "../http/message.ts";

/**
 * What a page loads in place of js.stripe.com: `loadStripe` of `@stripe/stripe-js` uses a `window.Stripe` that is
 * there already. It does embedded checkout alone: a frame with the session's page.
 */
const script = (origin: string): string => `"use strict";
(() => {
  const frameOf = (secret) => {
    const [, session] = /^(cs_test_\\w+?)_secret/.exec(secret) ?? [];
    if (!session) throw new Error("Invalid client secret.");
    const frame = document.createElement("iframe");
    frame.src = ${JSON.stringify(origin)} + "/c/pay/" + session;
    frame.title = "Checkout";
    frame.allow = "payment";
    frame.style.cssText = "border:0;width:100%;min-height:900px;color-scheme:normal";
    return frame;
  };
  const createEmbeddedCheckoutPage = async ({ clientSecret, fetchClientSecret }) => {
    const frame = frameOf(clientSecret ?? (await fetchClientSecret()));
    return {
      mount(target) {
        const place = typeof target === "string" ? document.querySelector(target) : target;
        if (!place) throw new Error("There is no element to mount in.");
        place.replaceChildren(frame);
      },
      unmount: () => frame.remove(),
      destroy: () => frame.remove(),
    };
  };
  const Stripe = () => ({ createEmbeddedCheckoutPage, initEmbeddedCheckout: createEmbeddedCheckoutPage, _registerWrapper() {} });
  Stripe.version = "sandbox";
  window.Stripe = Stripe;
})();
`;

/** `/v3/stripe.js`, for pages of any origin. */
export function answerBrowserScript({ url }: HttpRequest): HttpAnswer | undefined {
  if (url.pathname !== "/v3/stripe.js") return undefined;
  return {
    status: 200,
    headers: {
      "access-control-allow-origin": "*",
      "cache-control": "no-cache",
      "content-type": "text/javascript; charset=utf-8",
      "cross-origin-resource-policy": "cross-origin",
    },
    body: script(url.origin),
  };
}
