import { collection, type Reader, type Writer } from "../core/store.ts";

/** What has been told or arranged once, and need not be again. */
type Kind = "cancel_without_proration" | "overdue" | "trial_will_end" | "upcoming" | "will_be_due";

const notices = collection<{ id: string }>("sandbox.notice");

export const isNoticed = (reader: Reader, kind: Kind, about: string): boolean =>
  reader.get(notices, `${kind}:${about}`) !== undefined;

export function notice(writer: Writer, kind: Kind, about: string): void {
  writer.put(notices, { id: `${kind}:${about}` });
}

export function forgetNotice(writer: Writer, kind: Kind, about: string): void {
  writer.remove(notices, `${kind}:${about}`);
}
