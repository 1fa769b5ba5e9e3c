import { z } from "zod";
import type { Subscriber } from "#server/kernel/background.ts";
import { tenantLook } from "../branding/index.ts";
import { tenantHome } from "../domains/index.ts";
import { resolveTenant } from "../tenancy/index.ts";

const Person = z.object({ name: z.string(), email: z.string() });
const Transferred = z.object({ to: Person, from: Person.optional() });

/** Tells both sides that the workspace has a new owner: a transfer nobody noticed would be a theft. */
export const mailNewOwner: Subscriber = {
  name: "mail-new-owner",
  events: ["ownership.transferred"],
  async run(ports, event) {
    const tenant = await resolveTenant(ports, { id: event.tenantId });
    if (!tenant) return;
    const { to, from } = Transferred.parse(event);
    const { companyName } = await tenantLook(ports, tenant);
    const address = await tenantHome(ports, tenant);
    const mail = { fromName: companyName, subject: `${companyName} has a new owner` };
    await ports.mailer.send({
      ...mail,
      id: `${event.id}-to`,
      to: to.email,
      text: `Hello ${to.name},\n\n${from ? `${from.name} has made you` : "You are now"} owner of ${companyName} (${address}).\n`,
    });
    if (!from) return;
    await ports.mailer.send({
      ...mail,
      id: `${event.id}-from`,
      to: from.email,
      text: `Hello ${from.name},\n\n${to.name} (${to.email}) now owns ${companyName} (${address}); you are an admin. If this was not you, ask ${to.name} to give it back and change your password.\n`,
    });
  },
};
