import type { Ctx } from "#server/kernel/ctx.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { saveOidc } from "#server/modules/sso/index.ts";
import { newId } from "#server/platform/ids.ts";
import { randomToken } from "#server/platform/token.ts";
import type { Harness, MintedTenant } from "./harness.ts";

/** Provider addresses are on loopback here, and Enterprise has everything. */
export const SSO_ENV = { ALLOW_PRIVATE_ADDRESSES: "true", ROOT_URL: "http://marque.test:3000" };

/** The catalogue sells single sign-on apart; these tenants have it by an override. */
export async function grantSso({ ports }: Harness, { tenant }: MintedTenant): Promise<void> {
  await ports.tenantDb(tenant.id).client.entitlementOverride.create({
    data: {
      id: `sso-${tenant.slug}`,
      kind: "feature",
      key: "sso",
      isGranted: true,
      reason: "test",
      createdAt: ports.clock.now(),
    },
  });
}

/** A domain whose TXT record was found. */
export async function proveDomain(
  { ports }: Harness,
  { tenant }: MintedTenant,
  domain: string,
): Promise<void> {
  const at = ports.clock.now();
  await ports.tenantDb(tenant.id).client.ssoDomain.create({
    data: {
      id: `${tenant.slug}-${domain}`,
      domain,
      token: randomToken(),
      verifiedAt: at,
      createdAt: at,
      nextCheckAt: null,
    },
  });
}

export const visitorAt = ({ ports }: Harness, { tenant }: MintedTenant): Ctx =>
  tenantCtx(ports, tenant, { type: "visitor" });

export const originOf = ({ tenant }: MintedTenant): string => `http://${tenant.slug}.marque.test:3000`;

/** Why a call was refused: the reason of its AppError. */
export const reasonOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => `answered ${JSON.stringify(value)}`,
    (error: unknown) =>
      error instanceof Error && "details" in error
        ? Object(error.details).reason
        : `not an AppError: ${error instanceof Error ? error.stack : error}`,
  );

/** A connection with a person, a group and an e-mail domain, as a tenant that uses all of it has them. */
export async function plantDirectory({ ports }: Harness, { tenant, ownerId }: MintedTenant) {
  const { client } = ports.tenantDb(tenant.id);
  const at = ports.clock.now();
  const [emailDomainId, personId, groupId, connectionId] = [newId(at), newId(at), newId(at), newId(at)];
  const dates = { createdAt: at, updatedAt: at };
  const settings = { issuer: "https://idp.test", clientId: "marque" };
  await client.ssoConnection.create({
    data: { id: connectionId, kind: "oidc", name: "IdP", settings, isEnabled: true, ...dates },
  });
  await client.directoryPerson.create({
    data: { id: personId, connectionId, userId: ownerId, userName: `own@${tenant.slug}.test`, ...dates },
  });
  await client.directoryGroup.create({ data: { id: groupId, connectionId, displayName: "own", ...dates } });
  await client.ssoDomain.create({
    data: { id: emailDomainId, domain: `${tenant.slug}.test`, token: randomToken(), createdAt: at },
  });
  return { emailDomainId, personId, groupId };
}

/** Requires single sign-on of the people of a domain, as an owner who has tried it does. */
export async function requireSso(harness: Harness, minted: MintedTenant, domain: string): Promise<void> {
  const { ports } = harness;
  await grantSso(harness, minted);
  await saveOidc.call(minted.ctx(), { name: "Corp", issuer: "https://idp.test", clientId: "c" });
  await proveDomain(harness, minted, domain);
  const at = { isEnabled: true, isEnforced: true, testedAt: ports.clock.now() };
  await ports.tenantDb(minted.tenant.id).client.ssoConnection.updateMany({ data: at });
  ports.live.publish(minted.tenant.id, { topic: "sso" });
}
