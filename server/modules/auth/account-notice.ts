import { z } from "zod";
import type { PlatformEvent } from "#server/kernel/background.ts";
import type { PlatformCtx, Ports } from "#server/kernel/ctx.ts";
import { siteOf } from "./site.ts";
import { findUserById } from "./store.ts";

/** What a person is told by mail about their account, because somebody else might have done it. */
export const NOTICES = [
  "new_device",
  "password_changed",
  "password_reset",
  "email_changed",
  "totp_enabled",
  "totp_disabled",
  "totp_reset",
  "backup_codes_renewed",
  "backup_code_used",
  "passkey_added",
  "passkey_removed",
  "passkey_copied",
] as const;
export type Notice = (typeof NOTICES)[number];

export const ACCOUNT_NOTICE = "account.notice";

const NoticeEvent = z.object({
  notice: z.enum(NOTICES),
  userId: z.string(),
  /** To whom, where that is not the account's present address. */
  to: z.string().optional(),
  /** What it is about: a passkey's name, a number of codes, an address, who did it. */
  subject: z.string().default(""),
  site: z.object({ origin: z.string(), basePath: z.string(), tenantId: z.string().nullable() }),
});

type Details = { notice: Notice; userId: string; to?: string; subject?: string };

/** The event that makes the worker write the mail, in the name of the site where it happened. */
export function accountNotice(ctx: PlatformCtx, details: Details) {
  const { origin, basePath, tenant } = siteOf(ctx);
  const site = { origin, basePath, tenantId: tenant?.id ?? null };
  return { type: ACCOUNT_NOTICE, tenantId: null, ...details, site };
}

/** The event with the person's name and address; null when there is no such person any more. */
export async function readAccountNotice(ports: Ports, event: PlatformEvent) {
  const { to, userId, ...rest } = NoticeEvent.parse(event);
  const user = await findUserById(ports.systemDb.client, userId);
  return user && { ...rest, to: to ?? user.email, name: user.name };
}
