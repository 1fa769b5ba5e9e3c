import type Stripe from "stripe";
import { z } from "zod";
import { findCode } from "../billing/granting.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { coupons, discounts, type PromotionCode, promotionCodes } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve, type Timer } from "../core/operation.ts";
import { amount, created, currency, flag, metadata, paramsOf, text, whole } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import { mustGetCustomer } from "./customers.ts";

const currencyOptions = z.record(currency, z.strictObject({ minimum_amount: amount }));

const CreateParams = paramsOf<Stripe.PromotionCodeCreateParams>()({
  active: flag.optional(),
  code: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,500}$/, "code")
    .optional(),
  customer: text.optional(),
  expires_at: whole.optional(),
  max_redemptions: whole.optional(),
  metadata: metadata.optional(),
  promotion: z.strictObject({ type: z.literal("coupon"), coupon: text }),
  restrictions: z
    .strictObject({
      currency_options: currencyOptions.optional(),
      first_time_transaction: flag.optional(),
      minimum_amount: amount.optional(),
      minimum_amount_currency: currency.optional(),
    })
    .optional(),
});
const UpdateParams = paramsOf<Stripe.PromotionCodeUpdateParams>()({
  active: flag.optional(),
  metadata: metadata.optional(),
});

function* codeTimers(reader: Reader): Iterable<Timer> {
  for (const code of reader.all(promotionCodes)) {
    if (!code.active || code.expires_at === null) continue;
    yield {
      at: code.expires_at,
      run(tx) {
        const expired = tx.put(promotionCodes, { ...code, active: false });
        tx.emit("promotion_code.updated", expired, code);
      },
    };
  }
}

export const promotionCodeResource: Resource = {
  collections: [promotionCodes, discounts],
  timers: codeTimers,
  operations: [
    operation({
      method: "POST",
      path: "/v1/promotion_codes",
      params: CreateParams,
      run({ tx, params }) {
        const coupon = mustGet(tx, coupons, params.promotion.coupon, "promotion[coupon]");
        if (params.customer) mustGetCustomer(tx, params.customer);
        const code = params.code ?? tx.newId("code").slice(-8).toUpperCase();
        if (findCode(tx, code)) {
          throw invalidRequest("An active promotion code with that code already exists.", { param: "code" });
        }
        const { restrictions = {} } = params;
        const promotion: PromotionCode = {
          id: tx.newId("promo"),
          object: "promotion_code",
          active: params.active ?? true,
          code,
          created: tx.now,
          customer: params.customer ?? null,
          customer_account: null,
          expires_at: params.expires_at ?? null,
          livemode: false,
          max_redemptions: params.max_redemptions ?? null,
          metadata: mergeMetadata({}, params.metadata),
          promotion: { coupon: coupon.id, type: "coupon" },
          restrictions: {
            ...given({ currency_options: restrictions.currency_options }),
            first_time_transaction: restrictions.first_time_transaction ?? false,
            minimum_amount: restrictions.minimum_amount ?? null,
            minimum_amount_currency: restrictions.minimum_amount_currency ?? null,
          },
          times_redeemed: 0,
        };
        tx.put(promotionCodes, promotion);
        tx.emit("promotion_code.created", promotion);
        return promotion;
      },
    }),
    retrieve("/v1/promotion_codes/{id}", promotionCodes),
    operation({
      method: "POST",
      path: "/v1/promotion_codes/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, promotionCodes, path("id"));
        const { active, metadata: patch } = params;
        if (active && old.expires_at !== null && old.expires_at <= tx.now) {
          throw invalidRequest("This promotion code has expired and cannot be reactivated.", {
            param: "active",
          });
        }
        const changed: PromotionCode = {
          ...old,
          ...given({ active }),
          metadata: mergeMetadata(old.metadata ?? {}, patch),
        };
        tx.put(promotionCodes, changed);
        tx.emit("promotion_code.updated", changed, old);
        return changed;
      },
    }),
    list({
      path: "/v1/promotion_codes",
      from: promotionCodes,
      filters: {
        active: flag.optional(),
        code: text.optional(),
        coupon: text.optional(),
        created: created.optional(),
        customer: text.optional(),
      },
      matches: (each, filters) =>
        (filters.active === undefined || each.active === filters.active) &&
        (filters.code === undefined || each.code.toLowerCase() === filters.code.toLowerCase()) &&
        (filters.coupon === undefined || each.promotion.coupon === filters.coupon) &&
        (filters.customer === undefined || each.customer === filters.customer) &&
        isWithin(each.created, filters.created),
    }),
  ],
};
