import type { TenantState } from "#server/modules/tenancy/lifecycle-schema.ts";
import { formatDate } from "../format/time.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Banner } from "../ui/banner.tsx";

interface WorkspaceNoticeProps {
  state: TenantState;
  /** Until when a failed payment is tolerated, while it is. */
  graceUntil: string | null;
  canPay: boolean;
}

/** What every page says of a workspace that can't be changed, or soon can't: why, and what to do. */
export function WorkspaceNotice({ state, graceUntil, canPay }: WorkspaceNoticeProps) {
  const content = state.status === "suspended" ? suspended(state, canPay) : pastDue(graceUntil, canPay);
  if (!content) return null;
  return (
    <div className="mx-auto w-full max-w-[76rem] px-4 pt-4 sm:px-6 lg:px-8">
      <Banner
        tone={content.tone}
        title={content.title}
        actions={
          content.isAboutMoney &&
          canPay && (
            <TenantLink href="/settings/billing" variant="secondary" size="sm">
              Go to billing
            </TenantLink>
          )
        }
      >
        {content.text}
      </Banner>
    </div>
  );
}

interface Content {
  tone: "negative" | "warning";
  title: string;
  text: string;
  isAboutMoney: boolean;
}

const FROZEN = "Everything can be read; bots open nothing new and protect what they hold.";

function suspended({ suspendedReason, suspendedNote, suspendedAt }: TenantState, canPay: boolean): Content {
  const title = `This workspace ${suspendedAt ? `has been suspended since ${formatDate(suspendedAt)}` : "is suspended"}`;
  if (suspendedReason === "operator") {
    const why = suspendedNote ? `The reason: ${suspendedNote}` : "Its owner was told why.";
    return { tone: "negative", title, text: `${why} ${FROZEN}`, isAboutMoney: false };
  }
  const what = canPay ? "Pay the open invoice and it goes on by itself." : "Ask an owner to settle it.";
  return { tone: "negative", title, text: `A payment failed. ${what} ${FROZEN}`, isAboutMoney: true };
}

function pastDue(graceUntil: string | null, canPay: boolean): Content | null {
  if (!graceUntil) return null;
  const what = canPay ? "Update the card" : "Ask an owner to update the card";
  return {
    tone: "warning",
    title: "The last payment failed",
    text: `${what} before ${formatDate(graceUntil)}; after it the workspace is suspended.`,
    isAboutMoney: true,
  };
}
