import { z } from "zod";
import type { Subscriber, TenantEvent } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { readArrears } from "../billing/index.ts";
import { debtEnded, debtPaid, paymentReminder } from "./billing-words.ts";
import { mailOwners, type OwnersNotice } from "./mail-owners.ts";

const Reminder = z.object({
  step: z.enum(["day_after", "halfway", "last_day"]),
  deadline: z.coerce.date(),
});

/** Reminds owners and admins of what is owed, and says when it is over. Stripe has the last word on whether it is. */
export const tellOfArrears: Subscriber = {
  name: "tell-of-arrears",
  events: ["arrears.reminder", "arrears.paid", "arrears.ended"],
  retryLimit: 6,
  async run(ports, event) {
    const notice = await noticeOf(ports, event);
    if (notice) await mailOwners(ports, event, notice, "/settings/billing", ["owner", "admin"]);
  },
};

async function noticeOf(ports: Ports, event: TenantEvent): Promise<OwnersNotice | null> {
  if (event.type === "arrears.paid") return debtPaid();
  if (event.type === "arrears.ended") return debtEnded();
  const { step, deadline } = Reminder.parse(event);
  const owed = await readArrears(ports, event.tenantId);
  // Paid since, or late: what is over is told by other mails.
  if (!owed || ports.clock.now() >= deadline) return null;
  return paymentReminder(step, owed, deadline);
}
