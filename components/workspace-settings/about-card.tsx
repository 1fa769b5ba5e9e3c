import type { ReactNode } from "react";
import type { TenantInfo } from "#server/modules/operator/tenant-info-schema.ts";
import { formatDate } from "../format/time.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { statusText } from "./status-text.ts";

/** What the workspace is called everywhere else: in addresses, in the API, by support. */
export function AboutCard({ info, canSeeBilling }: { info: TenantInfo; canSeeBilling: boolean }) {
  const { label, tone } = statusText(info);
  return (
    <Card title="About">
      <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:items-center sm:grid-cols-[9rem_minmax(0,1fr)]">
        <Row name="Status">
          <Badge tone={tone} dot="still">
            {label}
          </Badge>
        </Row>
        <Row name="Plan">
          {info.plan?.name ?? "None"}
          {info.until && <span className="text-muted">, until {formatDate(info.until)}</span>}
          {canSeeBilling && (
            <>
              {" · "}
              <TenantLink href="/settings/billing">Billing</TenantLink>
            </>
          )}
        </Row>
        <Row name="Address">{info.slug}</Row>
        <Row name="Workspace ID">
          <span className="flex items-center gap-1">
            <span className="tabular min-w-0 truncate">{info.id}</span>
            <CopyButton text={info.id} label="Copy the workspace ID" />
          </span>
        </Row>
        <Row name="Created">{formatDate(info.createdAt)}</Row>
      </dl>
    </Card>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="-mt-2 min-w-0 sm:mt-0">{children}</dd>
    </div>
  );
}
