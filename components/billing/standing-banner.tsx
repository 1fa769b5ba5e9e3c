"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { useMay, useTenant } from "../tenant/tenant-context.tsx";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { DISMISSED_NOTICE_COOKIE, dismissalOf } from "./dismissed-notice.ts";
import type { StandingNotice } from "./standing-notice.ts";

const MONTH_SECONDS = 2_678_400;

/** What is to be known of the plan on every page; who has put it away sees it again when it says something else. */
export function StandingBanner({ notice }: { notice: StandingNotice }) {
  const { slug } = useTenant();
  const canPay = useMay("billing:write");
  const [gone, setGone] = useState<string | null>(null);
  const { key, tone, title, text, action, href, isDismissible } = notice;
  if (gone === key) return null;
  return (
    <Banner
      tone={tone}
      title={title}
      actions={
        <>
          {canPay && (
            <TenantLink href={href} variant="secondary" size="sm">
              {action}
            </TenantLink>
          )}
          {isDismissible && (
            <Button
              variant="ghost"
              size="sm"
              isIcon
              aria-label="Put this notice away"
              onClick={() => {
                setGone(key);
                // biome-ignore lint/suspicious/noDocumentCookie: the server renders the next page without it; cookieStore is not everywhere.
                document.cookie = `${DISMISSED_NOTICE_COOKIE}=${dismissalOf(slug, key)}; path=/; max-age=${MONTH_SECONDS}; samesite=lax`;
              }}
            >
              <X aria-hidden />
            </Button>
          )}
        </>
      }
    >
      {text}
    </Banner>
  );
}
