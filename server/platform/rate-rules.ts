import type { RateRule } from "./rate-limit.ts";

const MINUTE = 60;
const HOUR = 3600;

/**
 * Rules by what they guard; the comment says what to count by. Whatever guesses or sends mail fails closed.
 * `requireRate(ports.rateLimit, RATE.signUp, addressKey(ctx.client.address))`
 */
export const RATE = {
  /** By address, before any password is looked at. Wrong ones are counted by `takeAttempt`, and kept. */
  signIn: { name: "sign-in", limit: 60, windowSeconds: 5 * MINUTE, onOutage: "closed" },
  /** By address. */
  signUp: { name: "sign-up", limit: 20, windowSeconds: HOUR, onOutage: "closed" },
  /** By e-mail asked for: mails to one mailbox, whoever asks. */
  passwordReset: { name: "password-reset", limit: 5, windowSeconds: HOUR, onOutage: "closed" },
  /** By address: mails to many mailboxes, and codes tried. */
  mailAddress: { name: "mail-address", limit: 30, windowSeconds: HOUR, onOutage: "closed" },
  /** By e-mail or account whose address is to be verified. */
  verifyEmail: { name: "verify-email", limit: 10, windowSeconds: HOUR, onOutage: "closed" },
  /** By tenant: invitations sent. */
  invite: { name: "invite", limit: 100, windowSeconds: HOUR, onOutage: "closed" },
  /** By tenant and e-mail: nobody's mailbox is filled, however often an invitation is revoked and made again. */
  inviteMailbox: { name: "invite-mailbox", limit: 10, windowSeconds: 24 * HOUR, onOutage: "closed" },
  /** By address: refresh tokens offered. */
  tokenRefresh: { name: "token-refresh", limit: 120, windowSeconds: 5 * MINUTE, onOutage: "closed" },
  /** By address: sign-ins begun and answered by an identity provider. */
  sso: { name: "sso", limit: 120, windowSeconds: 5 * MINUTE, onOutage: "closed" },
  /** By address: calls of a directory's SCIM client. */
  scim: { name: "scim", limit: 1_200, windowSeconds: MINUTE, onOutage: "open" },
  /** By address: calls of the API and the screens that only read. */
  addressRead: { name: "address-read", limit: 1_200, windowSeconds: MINUTE, onOutage: "open" },
  /** By address: those that change something. */
  addressWrite: { name: "address-write", limit: 600, windowSeconds: MINUTE, onOutage: "open" },
  /** By tenant and person: what one person's screens may ask for. */
  screenPerson: { name: "screen-person", limit: 900, windowSeconds: MINUTE, onOutage: "open" },
  /** By tenant: what all its members' screens may. */
  screenTenant: { name: "screen-tenant", limit: 12_000, windowSeconds: MINUTE, onOutage: "open" },
  /** By key and kind of event: what the log keeps of a key's refusals and new addresses. */
  keyEvent: { name: "key-event", limit: 10, windowSeconds: HOUR, onOutage: "open" },
} as const satisfies Record<string, RateRule>;
