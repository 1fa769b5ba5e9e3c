import { rotateScimToken, saveOidc } from "#server/modules/sso/index.ts";
import { answerScimRequest } from "#server/rest/scim/serve.ts";
import type { Harness, MintedTenant } from "./harness.ts";
import { grantSso, originOf, proveDomain } from "./sso.ts";

export interface Directory {
  tenant: MintedTenant;
  token: string;
  ask(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Answered; etag: string }>;
}
// biome-ignore lint/suspicious/noExplicitAny: a test reads what the wire says.
export type Answered = any;

export const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** A tenant whose directory provisions by SCIM; with six seats unless more are given. */
export async function openDirectory(harness: Harness, slug: string, seats = 6): Promise<Directory> {
  const tenant = await harness.mintTenant(slug);
  await grantSso(harness, tenant);
  await harness.ports.tenantDb(tenant.tenant.id).client.entitlementOverride.create({
    data: {
      id: `seats-${slug}`,
      kind: "limit",
      key: "members",
      value: seats,
      reason: "test",
      createdAt: harness.clock.now(),
    },
  });
  await saveOidc.call(tenant.ctx(), { name: "Corp", issuer: "https://idp.test", clientId: "c" });
  await proveDomain(harness, tenant, `${slug}-corp.test`);
  const { token } = await rotateScimToken.call(tenant.ctx(), {});
  const directory: Directory = {
    tenant,
    token,
    async ask(method, path, body, given = directory.token, more = {}) {
      const response = await answerScimRequest(
        harness.ports,
        new Request(`${originOf(tenant)}/scim/v2${path}`, {
          method,
          headers: { host: `${slug}.marque.test:3000`, authorization: `Bearer ${given}`, ...more },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      const etag = response.headers.get("etag") ?? "";
      return { status: response.status, body: text ? JSON.parse(text) : null, etag };
    },
  };
  return directory;
}

export const user = (userName: string, more: object = {}) => ({
  schemas: [USER],
  userName,
  name: { givenName: "Given", familyName: "Family" },
  emails: [{ value: userName, primary: true }],
  active: true,
  ...more,
});
export const patch = (...Operations: object[]) => ({ schemas: [PATCH], Operations });
