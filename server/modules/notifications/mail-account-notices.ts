import type { PlatformEvent, Subscriber } from "#server/kernel/background.ts";
import { ACCOUNT_NOTICE, readAccountNotice } from "../auth/index.ts";
import { letter, mailBrand } from "./mail-brand.ts";
import { noticeWords } from "./notice-words.ts";

/** Tells people what happened to their account, in the name of the site where it happened. */
export const mailAccountNotices: Subscriber<PlatformEvent> = {
  name: "mail-account-notices",
  events: [ACCOUNT_NOTICE],
  concurrency: 2,
  async run(ports, event) {
    const told = await readAccountNotice(ports, event);
    if (!told) return;
    const brand = await mailBrand(ports, told.site);
    const { subject, paragraphs } = noticeWords(told.notice, told.subject, brand);
    const text = letter(brand, told.name, paragraphs);
    await ports.mailer.send({ id: event.id, to: told.to, fromName: brand.name, subject, text });
  },
};
