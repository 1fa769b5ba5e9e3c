import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Ports } from "#server/kernel/ctx.ts";

/** What a link does. A link made for one use opens no other. */
export type LinkUse = "sign_up" | "reset" | "verify" | "change" | "stop";

/**
 * The token of a mailed link: `id.mac`, HMAC-SHA-256 under a key derived from the auth secret. It can be written again
 * when a mail is sent again, and the database holds nothing from which it could be made.
 */
export function linkToken(ports: Ports, use: LinkUse, id: string): string {
  return `${id}.${macOf(ports, use, id).toString("base64url")}`;
}

/** @returns the id of the link, or null when the token is not one of ours for this use. Compares in constant time. */
export function readLinkToken(ports: Ports, use: LinkUse, token: string): string | null {
  const [id = "", given = ""] = token.split(".");
  const [mac, said] = [macOf(ports, use, id), Buffer.from(given, "base64url")];
  return mac.length === said.length && timingSafeEqual(mac, said) ? id : null;
}

function macOf(ports: Ports, use: LinkUse, id: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", ports.authSecret, "marque", "mailed links", 32));
  return createHmac("sha256", key).update(`${use} ${id}`).digest();
}
