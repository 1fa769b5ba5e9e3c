import type { Domain } from "#server/modules/domains/schema.ts";
import { formatDateTime } from "../format/time.ts";
import type { Tone } from "../ui/badge.tsx";
import type { BannerTone } from "../ui/banner.tsx";

export const STATUS: Record<Domain["status"], { label: string; tone: Tone; dot: "still" | "live" }> = {
  needs_records: { label: "Needs records", tone: "warning", dot: "still" },
  verifying: { label: "Verifying", tone: "info", dot: "live" },
  live: { label: "Live", tone: "positive", dot: "still" },
  failing: { label: "Failing", tone: "negative", dot: "live" },
  stopped: { label: "Stopped", tone: "negative", dot: "still" },
};

const PROBLEMS: Record<NonNullable<Domain["problem"]>, string> = {
  proof_missing: "The TXT record was not found. A new record can take some minutes to be seen everywhere.",
  proof_wrong:
    "A TXT record is there, but none that says what this claim needs. An older one proves nothing.",
  address_missing:
    "The TXT record is right. The domain does not point anywhere yet: add the second record too.",
  address_wrong: "The TXT record is right, but the domain points somewhere else.",
  dns_unavailable: "DNS did not answer. Nothing has changed; it is asked again soon.",
  held_elsewhere:
    "Another workspace has verified this domain, or one above or below it. It must be released there first.",
};

/** What there is to know or do about a domain; null when all is well. */
export function domainNotice(domain: Domain): { tone: BannerTone; text: string } | null {
  const { status, problem, checkedAt, stopsAt } = domain;
  switch (status) {
    case "needs_records":
    case "verifying":
      if (!checkedAt || !problem)
        return {
          tone: "info",
          text: "Enter these records where the domain is registered. They are found by themselves, or at once by “Check now”.",
        };
      return { tone: problem === "held_elsewhere" ? "negative" : "warning", text: PROBLEMS[problem] };
    case "live":
      if (problem === "address_missing" || problem === "address_wrong")
        return {
          tone: "warning",
          text: "Verified and served, but its address leads elsewhere. That is fine behind a proxy of your own; otherwise mend the second record.",
        };
      return problem ? { tone: "info", text: PROBLEMS[problem] } : null;
    case "failing":
      return {
        tone: "negative",
        text: `The TXT record is gone. The domain is still served; put the record back before ${stopsAt ? formatDateTime(stopsAt) : "it stops"} UTC, or it stops.`,
      };
    case "stopped":
      return {
        tone: "negative",
        text:
          problem === "held_elsewhere"
            ? PROBLEMS.held_elsewhere
            : "Not served any more: its TXT record was missing for seven days. Put the record back, then check now.",
      };
    default:
      return status satisfies never;
  }
}
