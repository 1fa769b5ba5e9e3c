import type { Client, Ports } from "#server/kernel/ctx.ts";
import { listPasskeys } from "./passkeys/passkey-store.ts";
import { secondFactorsOf } from "./second-factor/index.ts";
import { findAccount } from "./store.ts";

/** By what a person can sign in on this host without anybody vouching for them. */
export async function ownWaysIn(
  ports: Ports,
  { site }: Client,
  userId: string,
): Promise<{ hasPassword: boolean; hasPasskey: boolean; hasSecondFactor: boolean }> {
  const { client } = ports.systemDb;
  const [{ passwordHash }, passkeys, { totp }] = await Promise.all([
    findAccount(client, userId),
    listPasskeys(client, userId),
    secondFactorsOf(ports, userId),
  ]);
  const host = site ? new URL(site.origin).hostname : null;
  return {
    hasPassword: passwordHash !== null,
    hasPasskey: passkeys.some(({ rpId }) => rpId === host),
    hasSecondFactor: totp,
  };
}
