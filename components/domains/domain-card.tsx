"use client";

import { ExternalLink, MoreHorizontal, RefreshCw, Star, StarOff, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Domain } from "#server/modules/domains/schema.ts";
import { formatDateTime } from "../format/time.ts";
import { useLack } from "../tenant/tenant-context.tsx";
import { Badge } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { buttonStyle } from "../ui/button-style.ts";
import { Card } from "../ui/card.tsx";
import { Menu, menuItemStyle } from "../ui/menu.tsx";
import { DomainRecords } from "./domain-records.tsx";
import { domainNotice, STATUS } from "./domain-text.ts";
import { ReleaseDialog } from "./release-dialog.tsx";
import { useDomainActions } from "./use-domain-actions.ts";

const SERVED: readonly Domain["status"][] = ["live", "failing"];
const RESTING = { label: "Resting", tone: "warning", dot: "still" } as const;

export function DomainCard({ domain, canEdit }: { domain: Domain; canEdit: boolean }) {
  const { check, makePrimary, release } = useDomainActions(domain);
  const [isReleasing, setReleasing] = useState(false);
  const isResting = useLack("custom_domain") !== null && SERVED.includes(domain.status);
  const { label, tone, dot } = isResting ? RESTING : STATUS[domain.status];
  const notice = domainNotice(domain);
  const isServed = SERVED.includes(domain.status);
  const records = <DomainRecords records={domain.records} />;

  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          <span className="break-all">{domain.displayHost}</span>
          <Badge tone={tone} dot={dot}>
            {label}
          </Badge>
          {domain.isPrimary && <Badge tone="accent">Primary</Badge>}
        </span>
      }
      actions={
        <>
          {isServed && (
            <a
              href={domain.url}
              target="_blank"
              rel="noopener"
              className={buttonStyle({ variant: "ghost", size: "sm" })}
            >
              <ExternalLink aria-hidden />
              Open
            </a>
          )}
          {canEdit && (
            <>
              <Button
                size="sm"
                isPending={check.isPending}
                onClick={() => check.mutate({ domainId: domain.id })}
              >
                <RefreshCw aria-hidden />
                Check now
              </Button>
              <Menu
                label={`More for ${domain.displayHost}`}
                trigger={<MoreHorizontal className="size-4" aria-hidden />}
              >
                {domain.status === "live" && (domain.isPrimary || !isResting) && (
                  <button
                    type="button"
                    className={menuItemStyle()}
                    onClick={() => makePrimary.mutate({ domainId: domain.isPrimary ? null : domain.id })}
                  >
                    {domain.isPrimary ? <StarOff aria-hidden /> : <Star aria-hidden />}
                    {domain.isPrimary ? "No longer primary" : "Make primary"}
                  </button>
                )}
                <button type="button" className={menuItemStyle(true)} onClick={() => setReleasing(true)}>
                  <Trash2 aria-hidden />
                  Release…
                </button>
              </Menu>
            </>
          )}
        </>
      }
      footer={
        <span aria-live="polite">
          {check.isPending
            ? "Asking the domain's name servers…"
            : domain.checkedAt
              ? `Checked ${formatDateTime(domain.checkedAt)} UTC`
              : "Not checked yet"}
        </span>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {notice && (
          <Banner tone={notice.tone} isLive>
            {notice.text}
          </Banner>
        )}
        {domain.status === "live" && !domain.problem ? (
          <details>
            <summary className="text-[0.8125rem] font-medium text-muted">Keep these DNS records</summary>
            <div className="mt-3">{records}</div>
          </details>
        ) : (
          records
        )}
      </div>
      {isReleasing && (
        <ReleaseDialog
          domain={domain}
          isPending={release.isPending}
          onConfirm={() => release.mutate({ domainId: domain.id })}
          onClose={() => setReleasing(false)}
        />
      )}
    </Card>
  );
}
