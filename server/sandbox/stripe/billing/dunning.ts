import { z } from "zod";
import { collection, type Reader, type Writer } from "../core/store.ts";

const days = z.number().int().min(1).max(60);

/** What the dashboard of a Stripe account decides: its settings of subscriptions and e-mails. */
export const BillingSettings = z.strictObject({
  /** Days after each refused attempt until the next. */
  retryDays: z.array(days).max(8),
  /** What becomes of the subscription after the last. */
  finalStatus: z.enum(["canceled", "unpaid", "past_due"]),
  /** Days before a renewal that `invoice.upcoming` is sent. */
  upcomingDays: days,
  /** Days before its due date that `invoice.will_be_due` is sent. */
  willBeDueDays: days,
});
export type BillingSettings = z.infer<typeof BillingSettings>;

const SETTINGS_ID = "billing";
const kept = collection<BillingSettings & { id: string }>("sandbox.billing_settings");
const DEFAULTS: BillingSettings = {
  retryDays: [3, 5, 7],
  finalStatus: "canceled",
  upcomingDays: 7,
  willBeDueDays: 3,
};

export function readBillingSettings(reader: Reader): BillingSettings {
  const { id: _, ...settings } = reader.get(kept, SETTINGS_ID) ?? { id: SETTINGS_ID, ...DEFAULTS };
  return settings;
}

export function setBillingSettings(writer: Writer, change: Partial<BillingSettings>): BillingSettings {
  writer.put(kept, { ...readBillingSettings(writer), ...change, id: SETTINGS_ID });
  return readBillingSettings(writer);
}
