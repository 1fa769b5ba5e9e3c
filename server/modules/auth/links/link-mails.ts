import type { Ports } from "#server/kernel/ctx.ts";
import { findMember } from "../../tenancy/index.ts";
import { findUserByEmail, findUserById, type User } from "../store.ts";
import { closeLink, closeOlderLinks, dataOf, findLink, type Link, setLinkUser } from "./link-store.ts";
import { type LinkUse, linkToken } from "./link-token.ts";

/** A mail to be written: what it is about, and the addresses it may offer. */
export interface LinkMail {
  kind: "sign_up" | "sign_up_known" | "reset" | "verify" | "change_confirm" | "change_told" | "change_taken";
  to: string;
  name: string;
  /** Where a click leads; empty for a mail without a link. */
  url: string;
  /** The way to stop it, where there is one. */
  stopUrl: string;
  /** The company to be, or the address to be. */
  subject: string;
  site: { origin: string; basePath: string; tenantId: string | null };
}

const PAGES: Record<LinkUse, string> = {
  sign_up: "/sign-up/finish",
  reset: "/reset-password",
  verify: "/confirm-email",
  change: "/confirm-email",
  stop: "/confirm-email",
};

/**
 * What to mail about a link that was asked for: nothing when there is no such account, or the link is dead. Only here,
 * after the answer, is looked whom it concerns. Older links of the same kind die.
 */
export async function linkMails(ports: Ports, linkId: string): Promise<LinkMail[]> {
  const db = ports.systemDb.client;
  const now = ports.clock.now();
  const link = await findLink(db, linkId);
  if (!link || link.closedAt || link.expiresAt <= now) return [];
  await closeOlderLinks(db, link, now);
  switch (link.purpose) {
    case "sign_up":
      return signUpMails(ports, link);
    case "reset":
      return resetMails(ports, link);
    case "verify":
      return (await ownerOf(ports, link)).map((user) => mail(ports, link, "verify", user, ["verify"]));
    case "change":
      return changeMails(ports, link);
    default:
      return [];
  }
}

async function signUpMails(ports: Ports, link: Link): Promise<LinkMail[]> {
  const known = await findUserByEmail(ports.systemDb.client, link.email);
  const { name = "", company = "" } = dataOf(link);
  if (!known) return [mail(ports, link, "sign_up", { email: link.email, name }, ["sign_up"], company)];
  await closeLink(ports.systemDb.client, link.id, ports.clock.now());
  return [mail(ports, link, "sign_up_known", known, [], company)];
}

async function resetMails(ports: Ports, link: Link): Promise<LinkMail[]> {
  const user = await findUserByEmail(ports.systemDb.client, link.email);
  if (!user) return [];
  const isStranger = link.tenantId && !(await findMember(ports.tenantDb(link.tenantId).client, user.id));
  if (isStranger) return [];
  await setLinkUser(ports.systemDb.client, link.id, user.id);
  return [mail(ports, link, "reset", user, ["reset"])];
}

/** The new address confirms, the old one is told; either can stop it. */
async function changeMails(ports: Ports, link: Link): Promise<LinkMail[]> {
  const [user] = await ownerOf(ports, link);
  if (!user) return [];
  const to = link.email;
  const isTaken = await findUserByEmail(ports.systemDb.client, to);
  const told = mail(ports, link, "change_told", user, [null, "stop"], to);
  if (isTaken) return [mail(ports, link, "change_taken", isTaken, []), told];
  return [mail(ports, link, "change_confirm", { email: to, name: user.name }, ["change", "stop"], to), told];
}

async function ownerOf(ports: Ports, { userId }: Link): Promise<User[]> {
  const user = userId && (await findUserById(ports.systemDb.client, userId));
  return user ? [user] : [];
}

function mail(
  ports: Ports,
  link: Link,
  kind: LinkMail["kind"],
  { email, name }: Pick<User, "email" | "name">,
  [use, stop]: (LinkUse | null)[],
  subject = "",
): LinkMail {
  const { id, origin, basePath, tenantId } = link;
  // In the fragment, so that neither logs nor Referer nor a scanner's GET ever hold the token.
  const urlOf = (given: LinkUse | null | undefined) =>
    given ? `${origin}${basePath}${PAGES[given]}#${given}.${linkToken(ports, given, id)}` : "";
  const site = { origin, basePath, tenantId };
  return { kind, to: email, name, url: urlOf(use), stopUrl: urlOf(stop), subject, site };
}
