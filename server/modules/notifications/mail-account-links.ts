import type { PlatformEvent, Subscriber } from "#server/kernel/background.ts";
import { LINK_REQUESTED, linkMails } from "../auth/index.ts";
import { linkWords } from "./link-words.ts";
import { letter, mailBrand } from "./mail-brand.ts";

/** Sends the links people asked for. The mails' ids come from the event, so hearing it twice is quiet. */
export const mailAccountLinks: Subscriber<PlatformEvent> = {
  name: "mail-account-links",
  events: [LINK_REQUESTED],
  concurrency: 2,
  async run(ports, event) {
    const mails = await linkMails(ports, String(event.linkId));
    for (const [index, mail] of mails.entries()) {
      const brand = await mailBrand(ports, mail.site);
      const { subject, paragraphs } = linkWords(mail, brand);
      await ports.mailer.send({
        id: `${event.id}-${index}`,
        to: mail.to,
        fromName: brand.name,
        subject,
        text: letter(brand, mail.name, paragraphs),
      });
    }
  },
};
