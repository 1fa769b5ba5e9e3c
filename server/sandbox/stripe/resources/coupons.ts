import type Stripe from "stripe";
import { z } from "zod";
import { couponTerms } from "../billing/discounting.ts";
import { isCouponValid } from "../billing/granting.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type Coupon, coupons } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve, type Timer } from "../core/operation.ts";
import { amount, created, currency, metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import type { Wire } from "../core/wire.ts";

const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,4})?$/, "decimal")
  .transform(Number)
  .refine((value) => value > 0 && value <= 100, "decimal");
const currencyOptions = z.record(currency, z.strictObject({ amount_off: amount }));

const CreateParams = paramsOf<Stripe.CouponCreateParams>()({
  amount_off: amount.optional(),
  applies_to: z.strictObject({ products: z.array(text).min(1) }).optional(),
  currency: currency.optional(),
  currency_options: currencyOptions.optional(),
  duration: z.enum(["forever", "once", "repeating"]).optional(),
  duration_in_months: whole.optional(),
  id: text.max(200).optional(),
  max_redemptions: whole.optional(),
  metadata: metadata.optional(),
  name: text.max(40).optional(),
  percent_off: percent.optional(),
  redeem_by: whole.optional(),
});
const UpdateParams = paramsOf<Stripe.CouponUpdateParams>()({
  metadata: metadata.optional(),
  name: text.max(40).optional(),
});

function mustMakeSense(params: z.output<typeof CreateParams>, now: number): void {
  if ((params.percent_off === undefined) === (params.amount_off === undefined)) {
    throw invalidRequest("You must pass exactly one of: percent_off, amount_off.", { param: "percent_off" });
  }
  if (params.amount_off !== undefined && params.currency === undefined) {
    throw invalidRequest("You must pass currency when passing amount_off.", { param: "currency" });
  }
  if ((params.duration === "repeating") !== (params.duration_in_months !== undefined)) {
    throw invalidRequest("duration_in_months goes with duration=repeating, and only with it.", {
      param: "duration_in_months",
    });
  }
  if (params.redeem_by !== undefined && params.redeem_by <= now) {
    throw invalidRequest("redeem_by must be in the future.", { param: "redeem_by" });
  }
}

/** A coupon whose time is over is no longer valid. */
function* couponTimers(reader: Reader): Iterable<Timer> {
  for (const coupon of reader.all(coupons)) {
    if (!coupon.valid || coupon.redeem_by === null) continue;
    yield { at: coupon.redeem_by, run: (tx) => void tx.put(coupons, { ...coupon, valid: false }) };
  }
}

export const couponResource: Resource = {
  collections: [coupons],
  timers: couponTimers,
  includes: {
    coupon: {
      applies_to: (reader, id) => ({ products: reader.get(couponTerms, id)?.products ?? [] }),
      currency_options: (reader, id) =>
        Object.fromEntries(
          Object.entries(reader.get(couponTerms, id)?.amounts ?? {}).map(([code, amount_off]) => [
            code,
            { amount_off },
          ]),
        ),
    },
  },
  operations: [
    operation({
      method: "POST",
      path: "/v1/coupons",
      params: CreateParams,
      run({ tx, params }) {
        mustMakeSense(params, tx.now);
        const id = params.id ?? tx.newId("coupon").replace("coupon_", "");
        if (tx.get(coupons, id)) {
          throw invalidRequest("Coupon already exists.", { param: "id", code: "resource_already_exists" });
        }
        const amounts = Object.entries(params.currency_options ?? {}).map(
          ([code, option]) => [code, option.amount_off] as const,
        );
        tx.put(couponTerms, {
          id,
          products: params.applies_to?.products ?? null,
          amounts: Object.fromEntries(amounts),
        });
        const coupon: Coupon = {
          id,
          object: "coupon",
          amount_off: params.amount_off ?? null,
          created: tx.now,
          currency: params.currency ?? null,
          duration: params.duration ?? "once",
          duration_in_months: params.duration_in_months ?? null,
          livemode: false,
          max_redemptions: params.max_redemptions ?? null,
          metadata: mergeMetadata({}, params.metadata),
          name: params.name ?? null,
          percent_off: params.percent_off ?? null,
          redeem_by: params.redeem_by ?? null,
          times_redeemed: 0,
          valid: true,
        };
        tx.put(coupons, { ...coupon, valid: isCouponValid(coupon, tx.now) });
        tx.emit("coupon.created", coupon);
        return coupon;
      },
    }),
    retrieve("/v1/coupons/{id}", coupons),
    operation({
      method: "POST",
      path: "/v1/coupons/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, coupons, path("id"));
        const { metadata: patch, name } = params;
        const coupon = { ...old, ...given({ name }), metadata: mergeMetadata(old.metadata ?? {}, patch) };
        tx.put(coupons, coupon);
        tx.emit("coupon.updated", coupon, old);
        return coupon;
      },
    }),
    operation({
      method: "DELETE",
      path: "/v1/coupons/{id}",
      params: noParams,
      run({ tx, path }) {
        const coupon = mustGet(tx, coupons, path("id"));
        tx.remove(coupons, coupon.id);
        tx.emit("coupon.deleted", coupon);
        return { id: coupon.id, object: "coupon", deleted: true } satisfies Wire<Stripe.DeletedCoupon>;
      },
    }),
    list({
      path: "/v1/coupons",
      from: coupons,
      filters: { created: created.optional() },
      matches: (coupon, filters) => isWithin(coupon.created, filters.created),
    }),
  ],
};
