import type { Subscriber, TenantEvent } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../audit/index.ts";
import { readArrears } from "../billing/index.ts";
import { tenantLook } from "../branding/index.ts";
import { listMembers } from "../members/index.ts";
import { type LifeState, readLife, resolveTenant, tenantOrigin } from "../tenancy/index.ts";
import { unpaidWords } from "./billing-words.ts";

interface Notice {
  subject: string;
  text: string;
  /** Where there is something to be done. */
  path: string;
}

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** What to tell the owners; null when the state has moved on since. */
async function noticeOf(
  ports: Ports,
  { type, tenantId }: TenantEvent,
  company: string,
  life: LifeState,
): Promise<Notice | null> {
  if (type === "tenant.suspended" && life.status === "suspended") {
    const isUnpaid = life.suspendedReason === "unpaid";
    // The mail must go out also while Stripe does not answer.
    const why = isUnpaid
      ? unpaidWords(await readArrears(ports, tenantId).catch(() => null))
      : (life.suspendedNote ?? "");
    return {
      subject: `${company} is suspended`,
      text: `${why}\n\nUntil then everything can be read and nothing changed. Bots open nothing new; what they hold stays protected.`,
      path: isUnpaid ? "/settings/billing" : "/",
    };
  }
  if (type === "tenant.reactivated" && life.status === "active") {
    return { subject: `${company} is open again`, text: "The suspension is lifted.", path: "/" };
  }
  if (type === "tenant.closed" && life.status === "closed" && life.eraseAfter) {
    const text = `All bots are being stopped and the subscription ends. Until ${DATE.format(life.eraseAfter)} an owner can restore the workspace; after that everything in it is erased for good.`;
    return { subject: `${company} is closed`, text, path: "/" };
  }
  if (type === "tenant.restored" && (life.status === "active" || life.status === "suspended")) {
    return { subject: `${company} is restored`, text: "Data is as it was. Bots stay stopped.", path: "/" };
  }
  return null;
}

/** Tells the owners when a workspace is suspended, closed or opened again, at the address that works in any state. */
export const tellOfLifecycle: Subscriber = {
  name: "tell-of-lifecycle",
  events: ["tenant.suspended", "tenant.reactivated", "tenant.closed", "tenant.restored"],
  async run(ports, event) {
    const tenant = await resolveTenant(ports, { id: event.tenantId });
    if (!tenant) return;
    const ctx = tenantCtx(ports, tenant, { type: "system", process: "tell-of-lifecycle" });
    const life = await readLife(ctx.db, tenant.id);
    const { companyName } = await tenantLook(ports, tenant);
    const notice = life && (await noticeOf(ports, event, companyName, life));
    if (!notice) return;
    const owners = (await listMembers.call(ctx, { role: "owner" })).members;
    for (const { userId, name, email } of owners) {
      await ports.mailer.send({
        id: `${event.id}-${userId}`,
        to: email,
        fromName: companyName,
        subject: notice.subject,
        text: `Hello ${name},\n\n${notice.text}\n\n${tenantOrigin(ports, tenant.slug)}${notice.path}\n`,
      });
    }
  },
};
