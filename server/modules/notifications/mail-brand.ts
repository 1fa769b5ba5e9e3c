import type { Ports } from "#server/kernel/ctx.ts";
import { tenantLook } from "../branding/index.ts";
import { resolveTenant } from "../tenancy/index.ts";

/** Whose name a mail wears: the tenant's on its own site, ours on the root domain. */
export interface MailBrand {
  name: string;
  /** Where the site begins. */
  home: string;
}

const OUR_NAME = "Marque";

interface MailSite {
  origin: string;
  basePath: string;
  tenantId: string | null;
}

export async function mailBrand(ports: Ports, { origin, basePath, tenantId }: MailSite): Promise<MailBrand> {
  const home = `${origin}${basePath}`;
  const tenant = tenantId && (await resolveTenant(ports, { id: tenantId }));
  if (!tenant) return { name: OUR_NAME, home };
  return { name: (await tenantLook(ports, tenant)).companyName, home };
}

/** Paragraphs of a text mail, between greeting and name. */
export function letter({ name: from, home }: MailBrand, to: string, paragraphs: readonly string[]): string {
  const greeting = to ? `Hello ${to},` : "Hello,";
  return `${[greeting, ...paragraphs.filter(Boolean), `${from}\n${home}`].join("\n\n")}\n`;
}
