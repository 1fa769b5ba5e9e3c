import { type TaxId, taxIds } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import type { Timer } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";

/** Seconds from creation until the register has answered. */
const ANSWER_SECONDS = 2;

interface IdKind {
  pattern: RegExp;
  country(value: string): string;
  /** Whether a public register is asked; other ids stay unavailable. */
  isVerified: boolean;
}

const simple = (country: string, pattern: RegExp, isVerified = false): IdKind => ({
  pattern,
  country: () => country,
  isVerified,
});

const KINDS: Partial<Record<string, IdKind>> = {
  eu_vat: { pattern: /^[A-Z]{2}[0-9A-Z]{2,12}$/, country: (value) => value.slice(0, 2), isVerified: true },
  gb_vat: simple("GB", /^GB[0-9]{9,12}$/, true),
  au_abn: simple("AU", /^[0-9]{11}$/, true),
  ch_vat: simple("CH", /^CHE-?[0-9.]{9,11} ?(MWST|TVA|IVA)$/),
  in_gst: simple("IN", /^[0-9]{2}[A-Z0-9]{13}$/),
  us_ein: simple("US", /^[0-9]{2}-?[0-9]{7}$/),
  za_vat: simple("ZA", /^4[0-9]{9}$/),
  ng_tin: simple("NG", /^[0-9]{8}-?[0-9]{4}$/),
  sg_gst: simple("SG", /^[A-Z0-9]{9,10}$/),
};

/** The kind of number a company of this country would type. */
export function taxIdTypeOf(country: string): string {
  const own = Object.entries(KINDS).find(([, kind]) => kind?.country("") === country);
  return own?.[0] ?? "eu_vat";
}

/** Stripe's magic values: these numbers come back verified, unverified or without an answer. */
const OUTCOMES: Record<string, NonNullable<TaxId["verification"]>["status"]> = {
  "000000000": "verified",
  "111111111": "unverified",
  "222222222": "pending",
};

/** @throws 400 `tax_id_invalid` when the value cannot be a number of this kind */
export function createTaxId(tx: Tx, customer: string, type: string, raw: string): TaxId {
  const value = raw.trim().toUpperCase();
  const kind = KINDS[type];
  if (!kind)
    throw invalidRequest(`Invalid type: this sandbox knows ${Object.keys(KINDS).join(", ")}.`, {
      param: "type",
    });
  if (!kind.pattern.test(value)) {
    throw invalidRequest(`Invalid value for ${type}.`, { param: "value", code: "tax_id_invalid" });
  }
  const id = tx.put(taxIds, {
    id: tx.newId("txi"),
    object: "tax_id",
    country: kind.country(value),
    created: tx.now,
    customer,
    customer_account: null,
    livemode: false,
    owner: { customer, customer_account: null, type: "customer" },
    type,
    value,
    verification: {
      status: kind.isVerified ? "pending" : "unavailable",
      verified_address: null,
      verified_name: null,
    },
  });
  tx.emit("customer.tax_id.created", id);
  return id;
}

export function* taxIdTimers(reader: Reader): Iterable<Timer> {
  for (const id of reader.all(taxIds)) {
    if (id.verification?.status !== "pending") continue;
    const status = OUTCOMES[id.value.replace(/\D/g, "")] ?? "verified";
    if (status !== "pending") yield { at: id.created + ANSWER_SECONDS, run: (tx) => answer(tx, id, status) };
  }
}

function answer(tx: Tx, old: TaxId, status: NonNullable<TaxId["verification"]>["status"]): void {
  const isVerified = status === "verified";
  const verified = tx.put(taxIds, {
    ...old,
    verification: {
      status,
      verified_address: isVerified ? "1 Test Street" : null,
      verified_name: isVerified ? "Test Company" : null,
    },
  });
  tx.emit("customer.tax_id.updated", verified, old);
}
