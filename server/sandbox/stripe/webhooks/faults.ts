import { z } from "zod";
import { collection, type Reader, type Writer } from "../core/store.ts";

const count = z.number().int().min(0).max(10_000);

/** What goes wrong on the way of a webhook, or in the API, until it is switched off again. */
export const Faults = z.strictObject({
  /** Every event is sent twice. */
  duplicate: z.boolean(),
  /** Deliveries due together leave newest first. */
  reorder: z.boolean(),
  /** The next n deliveries are lost for good: only the event list still knows them. */
  drop: count,
  /** New deliveries wait this many seconds. */
  delaySeconds: count,
  /** The next n attempts fail as if the endpoint were down, and are retried. */
  fail: count,
  /** Every API answer waits this many milliseconds. */
  apiDelayMs: count,
  /** The next n API requests are answered 429, and not done. */
  apiRateLimit: count,
  /** The next n API requests are answered 500, and not done. */
  apiFail: count,
});
export type Faults = z.infer<typeof Faults>;

const FAULTS_ID = "faults";
const kept = collection<Faults & { id: string }>("sandbox.faults");
const none: Faults = {
  duplicate: false,
  reorder: false,
  drop: 0,
  delaySeconds: 0,
  fail: 0,
  apiDelayMs: 0,
  apiRateLimit: 0,
  apiFail: 0,
};

export const readFaults = (reader: Reader): Faults => ({ ...none, ...reader.get(kept, FAULTS_ID) });

export function setFaults(writer: Writer, change: Partial<Faults>): Faults {
  const faults = { ...none, ...writer.get(kept, FAULTS_ID), ...change, id: FAULTS_ID };
  return writer.put(kept, faults);
}
