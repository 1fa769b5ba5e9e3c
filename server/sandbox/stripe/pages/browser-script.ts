import type { CheckoutSession } from "../core/collections.ts";
import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import { html } from "./html.ts";
import { renderPage } from "./layout.ts";

const PATH = /^\/(?:v3|endive)\/stripe\.js$/;

/**
 * What a page loads in place of js.stripe.com: `loadStripe` of `@stripe/stripe-js` uses a `window.Stripe` that is
 * there already. It does embedded checkout alone: a frame with the session's page, which tells how high it is and when
 * it is done.
 */
const script = (origin: string): string => `"use strict";
(() => {
  const ORIGIN = ${JSON.stringify(origin)};
  let isInUse = false;
  const frameOf = (secret) => {
    const [, session] = /^(cs_test_\\w+?)_secret/.exec(secret) ?? [];
    if (!session) throw new Error("Invalid client secret.");
    const frame = document.createElement("iframe");
    frame.src = ORIGIN + "/c/pay/" + session;
    frame.title = "Secure payment form (sandbox)";
    frame.style.cssText = "border:0;width:100%;height:900px;color-scheme:normal";
    return frame;
  };
  const createEmbeddedCheckoutPage = async ({ clientSecret, fetchClientSecret, onComplete }) => {
    if (isInUse) throw new Error("You cannot have multiple Embedded Checkout objects.");
    isInUse = true;
    try {
      const frame = frameOf(clientSecret ?? (await fetchClientSecret()));
      const listen = ({ origin, source, data }) => {
        if (origin !== ORIGIN || source !== frame.contentWindow) return;
        if (data.type === "resize") frame.style.height = data.height + "px";
        if (data.type === "complete" && data.url) location.assign(data.url);
        else if (data.type === "complete") onComplete?.();
      };
      addEventListener("message", listen);
      return {
        mount(target) {
          const place = typeof target === "string" ? document.querySelector(target) : target;
          if (!place) throw new Error("There is no element to mount in.");
          place.replaceChildren(frame);
        },
        unmount: () => frame.remove(),
        destroy() {
          removeEventListener("message", listen);
          frame.remove();
          isInUse = false;
        },
      };
    } catch (error) {
      isInUse = false;
      throw error;
    }
  };
  const Stripe = () => ({ createEmbeddedCheckoutPage, _registerWrapper() {} });
  Stripe.version = "endive";
  window.Stripe = Stripe;
})();
`;

/** `/endive/stripe.js`, for pages of any origin. */
export function answerBrowserScript({ url }: HttpRequest): HttpAnswer | undefined {
  if (!PATH.test(url.pathname)) return undefined;
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

/** The last page of an embedded session: what it says to the script, which leads to `return_url` or calls `onComplete`. */
export function renderDone({ redirect_on_completion }: CheckoutSession, returnUrl: string): HttpAnswer {
  const url = redirect_on_completion === "always" ? returnUrl : null;
  const said = JSON.stringify({ type: "complete", url }).replaceAll("<", "\\u003c");
  return renderPage({
    title: "Done",
    isEmbeddable: true,
    script: `parent.postMessage(${said}, "*");`,
    body: html`<main class="single"><p>Paid.${
      url === null ? "" : html` <a target="_top" href="${url}">Continue</a>`
    }</p></main>`,
  });
}
