import type { Subscriber } from "#server/kernel/background.ts";
import { mailOwners, type OwnersNotice } from "./mail-owners.ts";

const NOTICES: Record<string, (host: string) => OwnersNotice> = {
  "domain.verified": (host) => ({
    subject: `${host} is live`,
    text: `${host} is verified and serves your workspace. Keep its DNS records: they are looked at several times a day.`,
  }),
  "domain.failing": (host) => ({
    subject: `${host} needs its DNS record back`,
    text: `The TXT record that proves ${host} is yours can't be found any more. The domain is still served. If the record stays away for seven days, the domain stops.`,
  }),
  "domain.recovered": (host) => ({
    subject: `${host} is well again`,
    text: `The TXT record of ${host} was found again. There is nothing left to do.`,
  }),
  "domain.stopped": (host) => ({
    subject: `${host} is no longer served`,
    text: `The TXT record of ${host} has been missing for seven days, so the domain is not served any more. Put the record back and choose “Check now”, or release the domain.`,
  }),
  "domain.lost": (host) => ({
    subject: `${host} belongs to another workspace now`,
    text: `${host} was not served for want of its TXT record, and another workspace has proven that it owns the domain.`,
  }),
};

/** Tells the owners what became of a domain. */
export const tellOfDomain: Subscriber = {
  name: "tell-of-domain",
  events: Object.keys(NOTICES),
  async run(ports, event) {
    const notice = NOTICES[event.type]?.(String(event.host));
    if (notice) await mailOwners(ports, event, notice, "/settings/domains");
  },
};
