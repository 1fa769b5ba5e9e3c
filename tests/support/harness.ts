import type { Actor } from "#server/kernel/actor.ts";
import type { Ctx, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { ROLE_PERMISSIONS, type Role } from "#server/kernel/permission.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { signUp } from "#server/modules/auth/index.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import { type ManualClock, manualClock } from "#server/platform/clock.ts";
import { readEnv } from "#server/platform/env.ts";
import type { StripePort } from "#server/platform/ports.ts";
import { closePorts, openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { openTestDatabase, TEST_SECRET } from "./database.ts";

export interface Harness {
  ports: Ports;
  clock: ManualClock;
  /** A new tenant with an owner, as the seed makes them: the e-mail address is taken as proven. */
  mintTenant(slug?: string): Promise<MintedTenant>;
  visitor(): ReturnType<typeof platformCtx>;
  close(): Promise<void>;
}

export interface MintedTenant {
  tenant: TenantInfo;
  email: string;
  password: string;
  ownerId: string;
  /** The tenant seen by a member of the given role; the owner by default. */
  ctx(role?: Role): Ctx;
}

export const START = new Date("2026-01-05T00:00:00.000Z");

/** The whole server without its doors, over a database of its own and a clock that only the test moves. */
export async function openHarness(
  options: { stripe?: StripePort; env?: Record<string, string> } = {},
): Promise<Harness> {
  const test = await openTestDatabase();
  const clock = manualClock(START);
  const env = readEnv({
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    ...(test.url ? { DATABASE_URL: test.url } : {}),
    ...options.env,
  });
  const stripe = options.stripe ?? openStripe("sk_test_nobody_listens", [], "http://127.0.0.1:9");
  const ports = await openPorts({ env, database: test.database, clock, authSecret: TEST_SECRET, stripe });
  await openCatalogue(ports);
  let minted = 0;
  return {
    ports,
    clock,
    visitor: () => platformCtx(ports, { type: "visitor" }),
    async mintTenant(slug = `tenant-${++minted}`) {
      const email = `owner@${slug}.test`;
      const password = `correct horse ${slug}`;
      const input = { name: "Owner", email, password, company: `${slug} Inc`, slug };
      const { tenant } = await signUp.call(platformCtx(ports, { type: "system", process: "test" }), input);
      const owner = await ports.systemDb.client.user.findUniqueOrThrow({ where: { email } });
      return {
        tenant,
        email,
        password,
        ownerId: owner.id,
        ctx: (role = "owner") => tenantCtx(ports, tenant, as(role)),
      };
      function as(role: Role): Actor {
        const { id: userId, name } = owner;
        const permissions = ROLE_PERMISSIONS[role];
        const authenticatedAt = clock.now();
        return { type: "user", userId, sessionId: "none", name, email, role, permissions, authenticatedAt };
      }
    },
    async close() {
      await closePorts({ ...ports, database: { ...ports.database, close: async () => {} } });
      await test.close();
    },
  };
}
