import { cancelSubscription } from "../billing/canceling.ts";
import { cardProblems } from "../billing/cards.ts";
import { applyChange } from "../billing/changing.ts";
import { onlyPeriod } from "../billing/planning.ts";
import { attachCard, createCard } from "../billing/saved-cards.ts";
import { changeSubscription } from "../billing/subscribing.ts";
import {
  customers,
  type PortalSession,
  portalConfigurations,
  portalSessions,
  subscriptions,
} from "../core/collections.ts";
import { StripeSandboxError } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { World } from "../core/world.ts";
import type { HttpAnswer, HttpRequest } from "../http/message.ts";
import { PORTAL_LIFETIME } from "../resources/portal-sessions.ts";
import { cancellationChange } from "../resources/subscription-change.ts";
import { errorsOf, fieldOfRefusal, NOTHING_TYPED, readCard } from "./card-fields.ts";
import { redirect, renderNotice } from "./layout.ts";
import { ownSubscriptions, renderPortal } from "./portal-page.ts";
import { changeTo, offersFor, renderConfirm } from "./portal-plans.ts";

/** `/p/session/{id}`: cancel, take the cancellation back, change the card, see invoices. */
export function createPortalRoutes(world: World) {
  return function answer(request: HttpRequest): HttpAnswer | undefined {
    const [, id] = /^\/p\/session\/(\w+)$/.exec(request.url.pathname) ?? [];
    if (!id) return undefined;
    const session = world.store.get(portalSessions, id);
    const isOver = !session || session.created + PORTAL_LIFETIME < world.nowMs() / 1000;
    if (isOver) {
      return renderNotice(
        "This link has expired",
        "Open billing again from your account.",
        404,
        session?.return_url,
      );
    }
    if (request.method !== "POST") return confirmAsked(session) ?? renderPortal({ world, session });
    const form = new URLSearchParams(request.body);
    const field = (name: string) => form.get(name) ?? "";
    switch (field("action")) {
      case "cancel":
      case "resume":
        scheduleEnd(session, field("subscription"), field("action") === "cancel");
        return redirect(afterwards(session));
      case "quote":
      case "change":
        return changePlan(session, field);
      case "card":
        return changeCard(session, field);
      default:
        return renderNotice("Unknown action", "Go back and try again.", 400, `/p/session/${id}`);
    }
  };

  /** A flow to confirm one change begins with its page. */
  function confirmAsked(session: PortalSession): HttpAnswer | undefined {
    const asked = session.flow?.subscription_update_confirm;
    const price = asked?.items[0]?.price;
    const subscription = ownSubscriptions(world, session.customer).find(
      ({ id }) => id === asked?.subscription,
    );
    if (!price || !subscription || onlyPeriod(subscription).price.id === price) return undefined;
    const form: Record<string, string> = { action: "quote", price, subscription: subscription.id };
    return changePlan(session, (name) => form[name] ?? "");
  }

  function scheduleEnd(session: PortalSession, id: string, isCanceling: boolean): void {
    world.transact((tx) => {
      const old = ownSubscriptions(world, session.customer).find((one) => one.id === id);
      const cancel = tx.get(portalConfigurations, session.configuration)?.features.subscription_cancel;
      if (old && isCanceling && cancel?.mode === "immediately") {
        const isProrated = cancel.proration_behavior !== "none";
        const invoicesNow = cancel.proration_behavior === "always_invoice";
        cancelSubscription(tx, old, { reason: "cancellation_requested", isProrated, invoicesNow });
        return;
      }
      const change = old && cancellationChange(old, { cancel_at_period_end: isCanceling }, tx.now);
      if (old && change && Object.keys(change).length > 0) changeSubscription(tx, old, change);
    });
  }

  function changePlan(session: PortalSession, field: (name: string) => string): HttpAnswer {
    const action = `/p/session/${session.id}`;
    const subscription = ownSubscriptions(world, session.customer).find(
      ({ id }) => id === field("subscription"),
    );
    const price =
      subscription && offersFor(world, session, subscription).find(({ id }) => id === field("price"));
    if (!subscription || !price) return redirect(action);
    const change = changeTo(world, session, subscription, price);
    const view = { world, subscription, price, change, action };
    if (field("action") === "quote") return renderConfirm(view);
    try {
      world.transact((tx) => applyChange(tx, subscription, change, "error_if_incomplete"));
    } catch (error) {
      if (!(error instanceof StripeSandboxError)) throw error;
      return renderConfirm({ ...view, refusal: error.body.message });
    }
    return redirect(afterwards(session));
  }

  function changeCard(session: PortalSession, field: (name: string) => string): HttpAnswer {
    const card = readCard(field);
    const typed = { ...NOTHING_TYPED, name: field("name").trim(), expiry: field("expiry") };
    const errors = errorsOf(cardProblems(card, Math.floor(world.nowMs() / 1000)));
    if (!typed.name) errors.name = "Enter the name on the card.";
    if (Object.keys(errors).length > 0) return renderPortal({ world, session, errors, typed });
    try {
      world.transact((tx) => {
        const method = attachCard(tx, createCard(tx, card, { name: typed.name }), session.customer);
        const customer = mustGet(tx, customers, session.customer, "customer");
        const invoice_settings = { ...customer.invoice_settings, default_payment_method: method.id };
        const changed = tx.put(customers, { ...customer, invoice_settings });
        tx.emit("customer.updated", changed, customer);
        for (const { id } of ownSubscriptions(world, session.customer)) {
          changeSubscription(tx, mustGet(tx, subscriptions, id), { default_payment_method: method.id });
        }
      });
    } catch (error) {
      if (!(error instanceof StripeSandboxError)) throw error;
      const { code, message } = error.body;
      return renderPortal({ world, session, errors: { [fieldOfRefusal(code)]: message }, typed });
    }
    return redirect(afterwards(session));
  }
}

/** Where a finished task leads: back to the merchant when the flow says so, else to the portal. */
const afterwards = ({ flow, id }: PortalSession): string =>
  flow?.after_completion.redirect?.return_url ?? `/p/session/${id}`;
