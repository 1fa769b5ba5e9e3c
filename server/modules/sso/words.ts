import { AppError } from "#server/kernel/errors.ts";
import type { UnlinkObstacle } from "./rules.ts";

/** Everything that can go wrong on the way through a provider, as the person reads it. */
const WORDS = {
  off: "Single sign-on is not switched on here.",
  expired: "The sign-in took too long or was already used. Please start again.",
  other_browser: "This sign-in was begun in another browser. Please start again.",
  address_invalid: "The provider's address can't be used: it must be https, on port 443 or 8443.",
  address_forbidden: "The provider's address does not lead to a public server.",
  name_unknown: "The provider's address is not known to the name servers.",
  unreachable: "The provider could not be reached.",
  certificate_invalid: "The provider's TLS certificate is not valid.",
  timed_out: "The provider did not answer in time.",
  too_large: "The provider's answer was too long.",
  too_many_redirects: "The provider's address leads round in circles.",
  discovery_failed: "There is no OpenID configuration at the issuer's address.",
  issuer_mismatch: "The provider calls itself by another issuer than the one entered.",
  issuer_shared: "This issuer stands for many companies. Use the issuer of your own directory.",
  client_refused: "The provider does not accept the client ID or secret.",
  redirect_refused: "The provider does not know our redirect URI.",
  code_refused: "The provider did not accept its own code. It may have been used twice.",
  provider_refused: "The provider refused the sign-in.",
  token_invalid: "The provider's answer failed a check: it was not made for this sign-in.",
  signature_invalid: "The provider's signature is not valid.",
  encryption_refused: "The provider encrypts its answer in a way that is not safe enough.",
  unopened: "The provider's encrypted answer could not be opened, or its signature is not valid.",
  clock: "The provider's clock and ours are too far apart, or the answer came too late.",
  response_invalid: "The provider's answer could not be understood.",
  unsolicited: "The provider sent an answer that nobody here had asked for.",
  email_missing: "The provider did not say the e-mail address.",
  email_unverified: "The provider says that this e-mail address is not verified.",
  domain_unproven:
    "This e-mail address is not of a domain that the workspace has proven. Ask an administrator.",
  hosted_domain: "This Google account does not belong to the company's Workspace.",
  subject_changed:
    "Another person of the provider had this e-mail address before. An administrator must remove the old link.",
  owner_unlinked:
    "An owner's account is linked by the owner: sign in by password and test single sign-on in the settings.",
  deactivated: "The company's directory has taken this account away.",
  not_member: "You are not a member of this workspace. Ask for an invitation.",
  wrong_person: "The provider signed in somebody else than you.",
  no_seat: "The workspace has no free seat. Ask an administrator.",
  failed: "Signing in failed on our side. Please try again.",
} as const;

export type SsoProblemCode = keyof typeof WORDS;

export const isSsoProblem = (code: unknown): code is SsoProblemCode =>
  typeof code === "string" && Object.hasOwn(WORDS, code);

/** In words, or null for what is no problem of ours. */
export const ssoProblemText = (code: unknown): string | null => (isSsoProblem(code) ? WORDS[code] : null);

/** `detail` is for administrators: what the provider or the library said. Never a secret. */
export const ssoRefusal = (code: SsoProblemCode, detail = ""): AppError =>
  new AppError("forbidden", WORDS[code], { reason: code, detail: detail.slice(0, 500) });

const UNLINK_WORDS: Record<UnlinkObstacle, string> = {
  sso_required: "This workspace asks people of your address to come in this way, so the link stays.",
  no_other_way:
    "Without it you would have no way in here. Set a password or add a passkey first; where single sign-on is required, an owner's password needs two-factor, too.",
};

export const unlinkText = (obstacle: UnlinkObstacle): string => UNLINK_WORDS[obstacle];
