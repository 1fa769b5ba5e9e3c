import type { RateRule } from "./rate-limit.ts";

const MINUTE = 60;
const HOUR = 3600;

/**
 * Rules by what they guard; the comment says what to count by. Whatever guesses or sends mail fails closed.
 * `requireRate(ports.rateLimit, RATE.signIn, addressKey(ctx.client.address))`
 */
export const RATE = {
  /** By address, before any password is looked at. Wrong ones are counted by `takeAttempt`, and kept. */
  signIn: { name: "sign-in", limit: 60, windowSeconds: 5 * MINUTE, onOutage: "closed" },
  /** By kind and address: mails of accounts (sign-up, reset …) that one address can cause, whomever they go to. */
  accountMailAddress: { name: "account-mail-address", limit: 30, windowSeconds: HOUR, onOutage: "closed" },
  /** By kind and e-mail: such mails to one person, whoever causes them. */
  accountMail: { name: "account-mail", limit: 5, windowSeconds: HOUR, onOutage: "closed" },
  /** By address: the tokens of such mails, and passwords with them, that are tried. */
  accountLink: { name: "account-link", limit: 60, windowSeconds: 15 * MINUTE, onOutage: "closed" },
  /** By person: codes of a second factor guessed while signed in. */
  secondFactor: { name: "second-factor", limit: 10, windowSeconds: 15 * MINUTE, onOutage: "closed" },
  /** By person: their own present password, asked before a new one. */
  ownPassword: { name: "own-password", limit: 10, windowSeconds: 15 * MINUTE, onOutage: "closed" },
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
  /** By tenant: looks at DNS, each a dozen questions over the network. */
  domainCheck: { name: "domain-check", limit: 20, windowSeconds: MINUTE, onOutage: "open" },
  /** By tenant: looks at Stripe by who comes back from paying. */
  checkoutRefresh: { name: "checkout-refresh", limit: 30, windowSeconds: MINUTE, onOutage: "open" },
  /** By process: names that the TLS proxy asks for. */
  tlsAsk: { name: "tls-ask", limit: 6_000, windowSeconds: MINUTE, onOutage: "open" },
} as const satisfies Record<string, RateRule>;
