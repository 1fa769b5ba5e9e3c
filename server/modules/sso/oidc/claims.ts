import { Email } from "../../auth/schema.ts";
import { domainOf } from "../rules.ts";
import type { Identity, OidcSettings } from "../schema.ts";
import { ssoRefusal } from "../words.ts";

const GOOGLE = "https://accounts.google.com";

/** Verified claims in our words. */
export function identityOf(
  claims: { sub: string; [claim: string]: unknown },
  { issuer, groupsClaim }: OidcSettings,
): Identity {
  const email = Email.safeParse(claims.email);
  if (issuer.replace(/\/$/, "") === GOOGLE) requireWorkspace(claims, email.data);
  const groups = groupsClaim ? claims[groupsClaim] : [];
  return {
    subject: claims.sub,
    email: email.data ?? null,
    isEmailVerified: typeof claims.email_verified === "boolean" ? claims.email_verified : null,
    name: nameOf(claims),
    authenticatedAt: momentOf(claims.auth_time),
    groups: [groups]
      .flat()
      .filter((group) => typeof group === "string")
      .slice(0, 500),
  };
}

/** Anybody can have a Google account with a company's address; only `hd` says that the company runs it. */
function requireWorkspace(claims: { [claim: string]: unknown }, email: string | undefined): void {
  if (email && claims.hd === domainOf(email)) return;
  throw ssoRefusal("hosted_domain", `hd: ${String(claims.hd ?? "none")}`);
}

function nameOf({ name, given_name: given, family_name: family }: { [claim: string]: unknown }): string {
  const parts = typeof name === "string" ? [name] : [given, family];
  return parts
    .filter((part) => typeof part === "string")
    .join(" ")
    .trim()
    .slice(0, 200);
}

/** `auth_time`: seconds since 1970 (OpenID Connect Core §2). */
function momentOf(seconds: unknown): string | null {
  const at = new Date(typeof seconds === "number" ? seconds * 1000 : Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
