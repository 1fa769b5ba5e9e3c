import { createHash } from "node:crypto";
import type { Client } from "#server/kernel/ctx.ts";
import { addressKey } from "#server/platform/address-key.ts";

export const ACCESS_SECONDS = 15 * 60;
/** A program that lost the answer asks again within this time. */
export const REPEAT_MS = 30_000;

/** The network and program of a request, to tell a repeated request from somebody else's. */
export const clientPrint = ({ address, userAgent }: Client): string =>
  createHash("sha256")
    .update(`${addressKey(address)} ${userAgent}`)
    .digest("base64url");

export interface Family {
  generation: number;
  rotatedAt: Date;
  idleExpiresAt: Date;
  client: string;
}

/**
 * What to do with a genuine token (RFC 9700 §4.14.2):
 * `rotate` the latest one; `repeat` the answer to the one before, asked again at once by the same client, which never gives
 * a second successor; `expired` after SESSION_IDLE_DAYS without use; anything else is a copy in other hands: `reuse`.
 */
export function judgeRefresh(
  family: Family,
  generation: number,
  client: string,
  now: Date,
): "rotate" | "repeat" | "expired" | "reuse" {
  if (generation === family.generation) return now < family.idleExpiresAt ? "rotate" : "expired";
  const isPrevious = generation === family.generation - 1;
  const isAtOnce = now.getTime() - family.rotatedAt.getTime() <= REPEAT_MS;
  return isPrevious && isAtOnce && client === family.client ? "repeat" : "reuse";
}
