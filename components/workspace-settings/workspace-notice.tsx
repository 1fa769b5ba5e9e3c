import type { TenantState } from "#server/modules/tenancy/lifecycle-schema.ts";
import { StandingBanner } from "../billing/standing-banner.tsx";
import { INVOICES, type StandingNotice } from "../billing/standing-notice.ts";
import { formatDate } from "../format/time.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Banner } from "../ui/banner.tsx";

interface WorkspaceNoticeProps {
  state: TenantState;
  /** Of the plan; null where nothing is to be said, or it was put away. */
  standing: StandingNotice | null;
  canPay: boolean;
}

/** What every page says of a workspace: that it can't be changed, or what is to be known of its plan. */
export function WorkspaceNotice({ state, standing, canPay }: WorkspaceNoticeProps) {
  const isSuspended = state.status === "suspended";
  if (!isSuspended && !standing) return null;
  return (
    <div className="mx-auto w-full max-w-[76rem] px-4 pt-4 sm:px-6 lg:px-8">
      {isSuspended ? (
        <Suspended state={state} canPay={canPay} />
      ) : (
        standing && <StandingBanner notice={standing} />
      )}
    </div>
  );
}

const FROZEN = "Everything can be read; bots open nothing new and protect what they hold.";

function Suspended({ state, canPay }: { state: TenantState; canPay: boolean }) {
  const { suspendedReason, suspendedNote, suspendedAt } = state;
  const title = `This workspace ${suspendedAt ? `has been suspended since ${formatDate(suspendedAt)}` : "is suspended"}`;
  if (suspendedReason === "operator") {
    const why = suspendedNote ? `The reason: ${suspendedNote}` : "Its owner was told why.";
    return (
      <Banner tone="negative" title={title}>
        {why} {FROZEN}
      </Banner>
    );
  }
  return (
    <Banner
      tone="negative"
      title={title}
      actions={
        canPay && (
          <TenantLink href={INVOICES} variant="secondary" size="sm">
            Pay now
          </TenantLink>
        )
      }
    >
      A payment failed.{" "}
      {canPay ? "Pay the open invoice and it goes on by itself." : "Ask an owner to settle it."} {FROZEN}
    </Banner>
  );
}
