import { verify } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { hashPassword } from "#server/platform/password.ts";
import { statementsOf } from "#tests/support/count-statements.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { ownerAt, turnOnTotp } from "#tests/support/persons.ts";
import { type Ask, type RestAnswer, restDoor } from "#tests/support/rest.ts";
import { proveDomain, requireSso, SSO_ENV } from "#tests/support/sso.ts";

vi.mock("@node-rs/argon2", { spy: true });

const PASSWORD = "a password that is right";
let harness: Harness;
let acme: MintedTenant;
let ask: Ask;

beforeAll(async () => {
  harness = await openHarness({ env: SSO_ENV });
  acme = await harness.mintTenant("acme");
  ask = restDoor(harness.ports);
  await addMember("ann@corp.test", "viewer");
  await addMember("out@else.test", "viewer");
  await addMember("boss@corp.test", "owner");
  await requireSso(harness, acme, "corp.test");
});
afterAll(() => harness.close());

async function addMember(email: string, role: string): Promise<string> {
  const [userId, createdAt] = [`user-${email}`, harness.clock.now()];
  const { client } = harness.ports.systemDb;
  const passwordHash = await hashPassword(PASSWORD);
  await client.user.create({
    data: { id: userId, email, name: email, passwordHash, emailVerifiedAt: createdAt },
  });
  await client.membership.create({
    data: { tenantId: acme.tenant.id, id: `member-${email}`, userId, role, createdAt },
  });
  return userId;
}

/** Both forms of the same sign-in: by the workspace's host, and by its path on the root domain. */
const DOORS: [string, { path: string; host: string }][] = [
  ["/auth/login", { path: "/auth/login", host: "acme.marque.test:3000" }],
  ["/tenants/acme/auth/login", { path: "/tenants/acme/auth/login", host: "marque.test:3000" }],
];

let tries = 0;
const login = ({ path, host }: { path: string; host: string }, body: object): Promise<RestAnswer> =>
  ask("POST", path, { host, body, headers: { "x-forwarded-for": `203.0.113.${++tries}` } });

const said = ({ body }: RestAnswer) => ({ ...body.error, requestId: "" });

const sessionsOf = (userId: string) => harness.ports.systemDb.client.session.count({ where: { userId } });

describe.each(DOORS)("POST %s where single sign-on is required", (_, door) => {
  it("refuses a right password, opens no session, and says the way in", async () => {
    const { status, body } = await login(door, { email: "Ann@corp.test", password: PASSWORD });
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      code: "forbidden",
      message: "People of corp.test sign in with Corp here.",
      details: { reason: "sso_required" },
    });
    expect(await sessionsOf("user-ann@corp.test")).toBe(0);
  });

  it("answers wrong passwords and addresses of nobody alike, for one argon2 verification each (P8)", async () => {
    const right = await login(door, { email: "ann@corp.test", password: PASSWORD });
    for (const email of ["ann@corp.test", "boss@corp.test", "nobody@corp.test"]) {
      vi.mocked(verify).mockClear();
      const wrong = await login(door, { email, password: "not it" });
      expect([wrong.status, said(wrong)]).toEqual([right.status, said(right)]);
      expect(verify).toHaveBeenCalledTimes(1);
    }
  });

  it("costs the same statements for somebody and for nobody (P8)", async () => {
    const ask = (email: string) => statementsOf(() => login(door, { email, password: "not it" }));
    await ask("first@corp.test");
    expect(await ask("second@corp.test")).toEqual(await ask("boss@corp.test"));
  });

  it("lets people of other domains in as before", async () => {
    expect((await login(door, { email: "out@else.test", password: PASSWORD })).status).toBe(200);
    const wrong = await login(door, { email: "out@else.test", password: "not it" });
    expect(wrong.body.error.message).toBe("E-mail or password is wrong.");
  });
});

describe("an owner, who must be able to mend a broken provider", () => {
  const [[, door]] = DOORS as [(typeof DOORS)[number]];

  it("is refused without a second factor, and comes in with one", async () => {
    const given = { email: acme.email, password: acme.password };
    expect((await login(door, { email: "boss@corp.test", password: PASSWORD })).status).toBe(403);
    expect((await login(door, given)).status).toBe(200);
    await proveDomain(harness, acme, "acme.test");
    harness.ports.live.publish(acme.tenant.id, { topic: "sso" });
    await expect.poll(async () => (await login(door, given)).status).toBe(403);

    const { codes } = await turnOnTotp(harness, await ownerAt(harness, acme));
    const asked = await login(door, given);
    expect([asked.status, asked.body.error.details.reason]).toEqual([401, "second_factor_required"]);
    const { status, body } = await login(door, { ...given, code: codes[0] });
    expect(status).toBe(200);
    const me = await ask("GET", "/me", { host: door.host, token: body.accessToken });
    expect(me.body).toMatchObject({ tenant: { slug: "acme" } });
  });
});
