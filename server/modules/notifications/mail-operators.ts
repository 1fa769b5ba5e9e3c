import type { TenantEvent } from "#server/kernel/background.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { operatorContacts } from "../auth/index.ts";
import { letter, mailBrand } from "./mail-brand.ts";
import type { OwnersNotice } from "./mail-owners.ts";

/** Tells those who run the platform. Mails are named by the event and its reader, so hearing it twice is quiet. */
export async function mailOperators(
  ports: Ports,
  event: TenantEvent,
  { subject, text }: OwnersNotice,
): Promise<void> {
  const brand = await mailBrand(ports, { origin: ports.env.ROOT_URL, basePath: "", tenantId: null });
  for (const { id, name, email } of await operatorContacts(ports)) {
    await ports.mailer.send({
      id: `${event.id}-operator-${id}`,
      to: email,
      fromName: brand.name,
      subject,
      text: letter(brand, name, [text]),
    });
  }
}
