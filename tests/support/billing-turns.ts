import fc from "fast-check";
import type { Death } from "./mortal.ts";

/** What the customer does, through our verbs. */
export type Deed =
  | { kind: "subscribe"; plan: string; card: string; currency: "usd" | "gbp" | undefined }
  | { kind: "change"; plan: string; interval: "month" | "year" }
  | { kind: "addOn"; addOn: string; quantity: number; isQuoted: boolean }
  | { kind: "cancel" | "resume" | "pause" | "dropScheduled" };

/** What becomes of a webhook on its way. */
export type Fate = "once" | "twice" | "late" | "lost";

/** One turn of a subscription's life. */
export type Turn =
  | { kind: "do"; deed: Deed; death: Death | null }
  /** In two tabs at the same moment. */
  | { kind: "both"; deeds: [Deed, Deed]; deaths: [Death | null, Death | null] }
  | { kind: "days"; days: number }
  /** The bank, and someone at Stripe's dashboard. */
  | { kind: "payWithGoodCard" | "endAtStripe" }
  /** The operator gives money back, perhaps twice by one request; the bank takes it back, and decides. */
  | { kind: "refund"; fate: "keep" | "end_with_period" | "end_now"; isTwice: boolean; death: Death | null }
  | { kind: "dispute"; outcome: "won" | "lost" }
  /** Two processes hear webhooks at the same time, while a third lets the customer do something. */
  | {
      kind: "hear";
      fates: Fate[];
      order: number[];
      meanwhile: Deed | null;
      deaths: [Death | null, Death | null];
    };

const PLANS = ["starter", "professional", "enterprise"];
const ADD_ONS = ["extra-bots", "single-sign-on"];
/** One pays; the other attaches and then fails. */
const CARDS = ["4242424242424242", "4000000000000341"];

const plan = fc.constantFrom(...PLANS);
const currency = fc.constantFrom("usd" as const, "gbp" as const, undefined);
const death = fc.option(fc.record({ step: fc.integer({ min: 1, max: 60 }), isMade: fc.boolean() }));

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant("subscribe" as const), plan, card: fc.constantFrom(...CARDS), currency }),
  fc.record({ kind: fc.constant("change" as const), plan, interval: fc.constantFrom("month", "year") }),
  fc.record({
    kind: fc.constant("addOn" as const),
    addOn: fc.constantFrom(...ADD_ONS),
    quantity: fc.nat({ max: 3 }),
    isQuoted: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom("cancel", "resume", "pause", "dropScheduled") }),
);

const hearing: fc.Arbitrary<Turn> = fc.record({
  kind: fc.constant("hear" as const),
  fates: fc.array(fc.constantFrom<Fate>("once", "once", "twice", "late", "lost"), { minLength: 1 }),
  order: fc.array(fc.nat(), { minLength: 1 }),
  meanwhile: fc.option<Deed>(deed),
  deaths: fc.tuple(death, death),
});

/** A life that begins with a subscription. */
export const life: fc.Arbitrary<Turn[]> = fc
  .tuple(
    fc.record({ plan, card: fc.constantFrom(...CARDS), currency, death }),
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.record({ kind: fc.constant("do" as const), deed, death }) },
        {
          weight: 2,
          arbitrary: fc.record({ kind: fc.constant("days" as const), days: fc.integer({ min: 1, max: 25 }) }),
        },
        {
          weight: 1,
          arbitrary: fc.record({ kind: fc.constantFrom("payWithGoodCard" as const, "endAtStripe" as const) }),
        },
        {
          weight: 2,
          arbitrary: fc.record({
            kind: fc.constant("both" as const),
            deeds: fc.tuple(deed, deed),
            deaths: fc.tuple(death, death),
          }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            kind: fc.constant("refund" as const),
            fate: fc.constantFrom("keep", "end_with_period", "end_now"),
            isTwice: fc.boolean(),
            death,
          }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            kind: fc.constant("dispute" as const),
            outcome: fc.constantFrom("won", "lost"),
          }),
        },
        { weight: 4, arbitrary: hearing },
      ),
      { minLength: 4, maxLength: 14 },
    ),
  )
  .map(([{ death: first, ...terms }, turns]) => [
    { kind: "do", deed: { kind: "subscribe", ...terms }, death: first },
    ...turns,
  ]);
