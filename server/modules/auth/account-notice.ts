import type { PlatformEvent } from "#server/kernel/background.ts";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { siteOf } from "./site.ts";

/** What a person is told by mail about their account, because somebody else might have done it. */
export const NOTICES = [
  "password_changed",
  "password_reset",
  "email_changed",
  "totp_enabled",
  "totp_disabled",
  "backup_codes_renewed",
  "backup_code_used",
  "passkey_added",
  "passkey_removed",
  "passkey_copied",
] as const;
export type Notice = (typeof NOTICES)[number];

export const ACCOUNT_NOTICE = "account.notice";

export interface AccountNotice extends PlatformEvent {
  notice: Notice;
  userId: string;
  /** To whom, where that is not the account's present address. */
  to?: string;
  /** The passkey, the number of codes left. */
  subject?: string;
  site: { origin: string; basePath: string; tenantId: string | null };
}

type Details = Pick<AccountNotice, "notice" | "userId"> & { to?: string; subject?: string };

/** The event that makes the worker write the mail, in the name of the site where it happened. */
export function accountNotice(ctx: PlatformCtx, details: Details) {
  const { origin, basePath, tenant } = siteOf(ctx);
  const site = { origin, basePath, tenantId: tenant?.id ?? null };
  return { type: ACCOUNT_NOTICE, tenantId: null, ...details, site };
}
