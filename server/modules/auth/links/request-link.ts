import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { siteOf } from "../site.ts";
import { findOpenLink, insertLink, type Link, type LinkPurpose } from "./link-store.ts";
import { type LinkUse, readLinkToken } from "./link-token.ts";

export const LINK_REQUESTED = "account.linkRequested";

const MINUTE_MS = 60_000;
const LIFETIME_MS: Record<LinkPurpose, number> = {
  sign_up: 60 * MINUTE_MS,
  reset: 30 * MINUTE_MS,
  verify: 30 * MINUTE_MS,
  change: 30 * MINUTE_MS,
};

interface Wish {
  purpose: LinkPurpose;
  email: string;
  userId?: string;
  data?: Record<string, string>;
}

/**
 * Writes down what was asked for; the worker finds out whom it concerns and what to mail. So a request does the same
 * work, and answers the same, whoever has an account here.
 */
export async function requestLink(ctx: PlatformCtx, { purpose, email, userId, data = {} }: Wish) {
  const { origin, basePath, tenant } = siteOf(ctx);
  const createdAt = ctx.now();
  const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS[purpose]);
  const site = { origin, basePath, tenantId: tenant?.id ?? null };
  const id = ctx.newId();
  await insertLink(ctx.db, {
    id,
    purpose,
    email,
    userId: userId ?? null,
    ...site,
    data,
    createdAt,
    expiresAt,
  });
  return { id, expiresAt, event: { type: LINK_REQUESTED, tenantId: null, linkId: id } };
}

/**
 * The link behind a token, on the site it was asked for.
 * @throws AppError `gone` when the token is not ours, or the link is used, stopped, superseded or late.
 */
export async function requireLink(
  ctx: PlatformCtx,
  use: LinkUse,
  purpose: LinkPurpose,
  token: string,
): Promise<Link> {
  const id = readLinkToken(ctx.ports, use, token);
  const link = id === null ? null : await findOpenLink(ctx.db, id, purpose, ctx.now());
  if (!link || link.tenantId !== (siteOf(ctx).tenant?.id ?? null)) throw deadLink();
  return link;
}

export const deadLink = (): AppError =>
  new AppError("gone", "This link has expired or was used already. Ask for a new one.", {
    reason: "dead_link",
  });
