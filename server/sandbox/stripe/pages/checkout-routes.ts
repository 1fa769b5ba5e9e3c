import { cardProblems } from "../billing/cards.ts";
import { authenticateCheckout, type SubmitResult, submitCheckout } from "../billing/checkout.ts";
import { setPromotion } from "../billing/checkout-promotion.ts";
import { taxIdTypeOf } from "../billing/tax-ids.ts";
import { type CheckoutSession, checkoutSessions, customers } from "../core/collections.ts";
import { StripeSandboxError } from "../core/errors.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import { renderAuthentication } from "./authentication-page.ts";
import { renderDone } from "./browser-script.ts";
import { errorsOf, type FieldErrors, fieldOfRefusal, readCard, type Typed } from "./card-fields.ts";
import { needsCard, renderCheckout } from "./checkout-page.ts";
import { redirect, renderNotice } from "./layout.ts";

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** `/c/pay/{session}` and `/c/authenticate/{session}`. */
export function createCheckoutRoutes(world: World) {
  return function answer(request: HttpRequest): HttpAnswer | undefined {
    const [, step, id = ""] = /^\/c\/(pay|authenticate)\/(\w+)$/.exec(request.url.pathname) ?? [];
    if (!step) return undefined;
    const session = world.store.get(checkoutSessions, id);
    if (!session) return renderNotice("This checkout does not exist", "Check the link you followed.", 404);
    if (session.status === "complete") return leave(session);
    if (session.status !== "open") {
      return renderNotice(
        "This checkout has expired",
        "Go back and start again: nothing was charged.",
        410,
        session.cancel_url,
        session.ui_mode === "embedded_page",
      );
    }
    const form = new URLSearchParams(request.body);
    const field = (name: string) => form.get(name) ?? "";
    const known = world.store.get(customers, session.customer ?? "")?.address;
    const typed: Typed = {
      email: session.customer_details?.email ?? field("email").trim(),
      name: field("name").trim(),
      country: field("country") || known?.country || "US",
      state: (field("state") || known?.state || "").trim().toUpperCase(),
      taxId: field("tax_id").trim(),
      expiry: field("expiry"),
    };
    if (request.method !== "POST") {
      if (step === "authenticate") return redirect(`/c/pay/${id}`);
      return renderCheckout({ world, session, typed, errors: {} });
    }
    switch (field("action")) {
      case "promotion":
        return applyCode(session, typed, field("promotion_code"));
      case "remove_promotion":
        world.transact((tx) => setPromotion(tx, session, null));
        return redirect(`/c/pay/${id}`);
      case "refresh":
        return renderCheckout({ world, session, typed, errors: {} });
    }
    if (step === "authenticate") {
      const isAuthenticated = field("outcome") === "complete";
      return follow(session, typed, authenticateCheckout(world.transact, id, formOf(typed), isAuthenticated));
    }
    const card = needsCard(session) ? readCard(field) : null;
    const errors: FieldErrors = card ? errorsOf(cardProblems(card, Math.floor(world.nowMs() / 1000))) : {};
    if (card && !typed.name) errors.name = "Enter the name on the card.";
    if (!EMAIL.test(typed.email)) errors.email = "Enter an email address, like you@example.com.";
    if (Object.keys(errors).length > 0) return renderCheckout({ world, session, typed, errors });
    return follow(session, typed, submitCheckout(world.transact, id, { ...formOf(typed), card }));
  };

  function applyCode(session: CheckoutSession, typed: Typed, text: string): HttpAnswer {
    try {
      world.transact((tx) => setPromotion(tx, session, text));
      return redirect(`/c/pay/${session.id}`);
    } catch (error) {
      if (!(error instanceof StripeSandboxError)) throw error;
      return renderCheckout({ world, session, typed, errors: { promotion_code: error.body.message } });
    }
  }

  function follow(session: CheckoutSession, typed: Typed, result: SubmitResult): HttpAnswer {
    switch (result.kind) {
      case "complete":
        return leave(result.session);
      case "needs_authentication":
        return renderAuthentication(
          session,
          typed,
          session.branding_settings?.display_name ?? world.merchant.name,
        );
      case "refused": {
        const { code, message } = result.refusal;
        const errors = { [code === "tax_id_invalid" ? "tax_id" : fieldOfRefusal(code)]: message };
        return renderCheckout({ world, session, typed, errors });
      }
      default:
        return result satisfies never;
    }
  }
}

const formOf = ({ taxId, ...typed }: Typed) => ({
  ...typed,
  taxId: taxId === "" ? null : { type: taxIdTypeOf(typed.country), value: taxId },
});

/** Where a finished session goes. */
function leave(session: CheckoutSession): HttpAnswer {
  const url = (session.success_url ?? session.return_url ?? "/").replaceAll(
    "{CHECKOUT_SESSION_ID}",
    session.id,
  );
  return session.ui_mode === "embedded_page" ? renderDone(session, url) : redirect(url);
}
