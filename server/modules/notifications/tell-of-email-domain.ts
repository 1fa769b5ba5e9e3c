import type { Subscriber } from "#server/kernel/background.ts";
import { mailOwners, type OwnersNotice } from "./mail-owners.ts";

const NOTICES: Record<string, (domain: string) => OwnersNotice> = {
  "ssoDomain.verified": (domain) => ({
    subject: `${domain} is proven`,
    text: `People with an address of ${domain} can come in by single sign-on now. Keep the TXT record: it is looked at several times a day.`,
  }),
  "ssoDomain.failing": (domain) => ({
    subject: `${domain} needs its DNS record back`,
    text: `The TXT record that proves ${domain} is yours can't be found any more. Single sign-on goes on as before. If the record stays away for seven days, the domain stops to count: nobody new comes in by it, and its people may use passwords again.`,
  }),
  "ssoDomain.recovered": (domain) => ({
    subject: `${domain} is proven again`,
    text: `The TXT record of ${domain} was found again, and everything is as it was before. There is nothing left to do.`,
  }),
  "ssoDomain.stopped": (domain) => ({
    subject: `${domain} counts no more for single sign-on`,
    text: `The TXT record of ${domain} has been missing for seven days. Nobody new becomes a member by an address of it, and single sign-on is not required of its people any more. Who is a member stays one, and who is signed in stays so. Put the record back and choose “Check now”, or remove the domain.`,
  }),
};

/** Tells the owners what became of an e-mail domain. */
export const tellOfEmailDomain: Subscriber = {
  name: "tell-of-email-domain",
  events: Object.keys(NOTICES),
  async run(ports, event) {
    const notice = NOTICES[event.type]?.(String(event.domain));
    if (notice) await mailOwners(ports, event, notice, "/settings/sso");
  },
};
