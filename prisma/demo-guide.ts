import type { Env } from "#server/platform/env.ts";
import { DEMO_OPERATOR, DEMO_TENANTS } from "./demo-tenants.ts";

/** What somebody who has just started the demonstration wants to know. */
export function demoGuide({ ROOT_URL }: Env, stripeUrl: string | null, mailUrl: string | null): string {
  const { protocol, host, port } = new URL(ROOT_URL);
  const lines = DEMO_TENANTS.flatMap(({ company, slug, domain, email, password }) => [
    `  ${company}`,
    `    ${protocol}//${slug}.${host}   or   ${ROOT_URL}/tenant/${slug}`,
    ...(domain
      ? [
          `    ${protocol}//${domain}${port ? `:${port}` : ""}   (its own domain: point it at this machine in your hosts file)`,
        ]
      : []),
    `    sign in as ${email} with ${password}`,
  ]);
  return [
    "",
    `  Marketing and sign-up   ${ROOT_URL}`,
    ...(stripeUrl ? [`  Stripe sandbox          ${stripeUrl}   (card 4242 4242 4242 4242 pays)`] : []),
    ...(mailUrl ? [`  Mailbox                 ${mailUrl}   (nothing leaves this machine)`] : []),
    "",
    ...lines,
    "  The operator, on the root domain",
    `    sign in as ${DEMO_OPERATOR.email} with ${DEMO_OPERATOR.password}`,
    `    or POST ${ROOT_URL}/api/v1/auth/login for a token of /api/v1/admin/…`,
    "",
    "",
  ].join("\n");
}
