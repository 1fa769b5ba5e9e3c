import { cardProblems } from "../billing/cards.ts";
import { authenticateCheckout, type SubmitResult, submitCheckout } from "../billing/checkout.ts";
import { type CheckoutSession, checkoutSessions } from "../core/collections.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import { renderAuthentication } from "./authentication-page.ts";
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
    if (session.status === "complete") return redirect(successUrlOf(session));
    if (session.status !== "open") {
      return renderNotice(
        "This checkout has expired",
        "Go back and start again: nothing was charged.",
        410,
        session.cancel_url,
      );
    }
    const form = new URLSearchParams(request.body);
    const field = (name: string) => form.get(name) ?? "";
    const typed: Typed = {
      email: session.customer_details?.email ?? field("email").trim(),
      name: field("name").trim(),
      country: field("country") || "US",
      expiry: field("expiry"),
    };
    if (request.method !== "POST") {
      if (step === "authenticate") return redirect(`/c/pay/${id}`);
      return renderCheckout({ world, session, typed, errors: {} });
    }
    if (step === "authenticate") {
      const isAuthenticated = field("outcome") === "complete";
      return follow(session, typed, authenticateCheckout(world.transact, id, typed, isAuthenticated));
    }
    const card = needsCard(session) ? readCard(field) : null;
    const errors: FieldErrors = card ? errorsOf(cardProblems(card, Math.floor(world.nowMs() / 1000))) : {};
    if (card && !typed.name) errors.name = "Enter the name on the card.";
    if (!EMAIL.test(typed.email)) errors.email = "Enter an email address, like you@example.com.";
    if (Object.keys(errors).length > 0) return renderCheckout({ world, session, typed, errors });
    return follow(session, typed, submitCheckout(world.transact, id, { ...typed, card }));
  };

  function follow(session: CheckoutSession, typed: Typed, result: SubmitResult): HttpAnswer {
    switch (result.kind) {
      case "complete":
        return redirect(successUrlOf(result.session));
      case "needs_authentication":
        return renderAuthentication(
          session,
          typed,
          session.branding_settings?.display_name ?? world.merchant.name,
        );
      case "refused": {
        const errors = { [fieldOfRefusal(result.refusal.code)]: result.refusal.message };
        return renderCheckout({ world, session, typed, errors });
      }
      default:
        return result satisfies never;
    }
  }
}

const successUrlOf = (session: CheckoutSession): string =>
  (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
