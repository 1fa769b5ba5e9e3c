import type { Ctx } from "#server/kernel/ctx.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { resolveTenant } from "../../tenancy/index.ts";

/**
 * An address Stripe's pages may lead back to: the tenant's subdomain, its path on the root domain, or a verified
 * domain of its own.
 * @throws AppError `invalid_input` at `returnUrl` for any other
 */
export async function requireOwnUrl(ctx: Ctx, text: string): Promise<URL> {
  const url = new URL(text);
  if (await isOwn(ctx, url)) return url;
  throw fieldError("returnUrl", "This address does not belong to your workspace.", { reason: "foreign_url" });
}

async function isOwn({ tenant, ports }: Ctx, url: URL): Promise<boolean> {
  const { ROOT_DOMAIN, ROOT_URL } = ports.env;
  const root = new URL(ROOT_URL);
  if (url.protocol !== root.protocol || url.port !== root.port || url.username || url.password) return false;
  if (url.hostname === `${tenant.slug}.${ROOT_DOMAIN}`) return true;
  if (url.hostname === ROOT_DOMAIN) return `${url.pathname}/`.startsWith(`/tenant/${tenant.slug}/`);
  return (await resolveTenant(ports, { host: url.hostname }))?.id === tenant.id;
}
