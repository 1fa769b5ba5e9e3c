import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finishSignUp, getSignUp, purgeSignIns, requestSignUp, signIn } from "#server/modules/auth/index.ts";
import { listMembers } from "#server/modules/members/index.ts";
import { checkSlug, resolveTenant } from "#server/modules/tenancy/index.ts";
import { statementsOf } from "#tests/support/count-statements.ts";
import type { Harness } from "#tests/support/harness.ts";
import { mailsTo, openMailed, tokenIn, workOffAccounts } from "#tests/support/mail.ts";

const PASSWORD = "four words make sense";
const HOUR_MS = 3_600_000;

let harness: Harness;
beforeAll(async () => {
  harness = await openMailed();
});
afterAll(() => harness.close());

const wish = (email: string, slug: string) => ({ name: "Ada", email, company: "Wishing Well", slug });
const ask = (email: string, slug: string) => requestSignUp.call(harness.visitor(), wish(email, slug));

async function tokenFor(email: string, slug: string): Promise<string> {
  await ask(email, slug);
  await workOffAccounts(harness);
  const [mail] = await mailsTo(harness, email);
  return tokenIn(mail?.text ?? "", "sign_up");
}

describe("asking for a workspace", () => {
  it("answers and works the same for an address that has an account and one that has none", async () => {
    const { email } = await harness.mintTenant();
    await ask("warm@up.test", "warm-up");
    const known: unknown[] = [];
    const unknown: unknown[] = [];
    const forKnown = await statementsOf(async () => known.push(await ask(email, "of-a-known")));
    const forUnknown = await statementsOf(async () =>
      unknown.push(await ask("new@wish.test", "of-a-new-one")),
    );
    expect(known).toEqual([{ email, expiresInMinutes: 60 }]);
    expect(unknown).toEqual([{ email: "new@wish.test", expiresInMinutes: 60 }]);
    expect(forKnown.length).toBeGreaterThan(5);
    expect(forKnown).toEqual(forUnknown);
    expect(forKnown.join()).not.toContain("app_user");
  });

  it("creates nothing until the mail's link is used, and tells an owner of an account that there is one", async () => {
    const { email } = await harness.mintTenant();
    const users = await harness.ports.systemDb.client.user.count();
    await ask(email, "second-of-known");
    await workOffAccounts(harness);
    expect(await resolveTenant(harness.ports, { slug: "second-of-known" })).toBeNull();
    expect(await harness.ports.systemDb.client.user.count()).toBe(users);
    const [mail] = await mailsTo(harness, email);
    expect(mail).toMatchObject({ fromName: "Marque", subject: "You have an account at Marque already" });
    expect(mail?.text).not.toContain("#sign_up");
  });

  it("keeps the slug for the one who asked, for an hour", async () => {
    await ask("first@slug.test", "wanted");
    await expect(ask("second@slug.test", "wanted")).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { slug: expect.stringContaining("within the last hour") } },
    });
    await ask("first@slug.test", "wanted");
    expect(await checkSlug.call(harness.visitor(), { slug: "wanted" })).toMatchObject({ isAvailable: false });
    harness.clock.advance(HOUR_MS + 1);
    expect(await checkSlug.call(harness.visitor(), { slug: "wanted" })).toMatchObject({ isAvailable: true });
    await ask("second@slug.test", "wanted");
  });

  it("promises a slug to one of two who ask at once", async () => {
    const results = await Promise.allSettled([ask("a@race.test", "raced"), ask("b@race.test", "raced")]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("sends five mails an hour to one address, known or not", async () => {
    const { email } = await harness.mintTenant();
    for (const [to, slug] of [
      [email, "bounded-known"],
      ["nobody@bounded.test", "bounded-new"],
    ] as const) {
      for (let time = 0; time < 5; time++) await ask(to, slug);
      await expect(ask(to, "bounded-too-much")).rejects.toMatchObject({ code: "rate_limited" });
    }
  });
});

it("forgets names and addresses of sign-ups that nobody finished", async () => {
  const { accountLink, slugReservation } = harness.ports.systemDb.client;
  await ask("forgotten@up.test", "forgotten-one");
  harness.clock.advance(26 * HOUR_MS);
  await purgeSignIns.run(harness.ports, new AbortController().signal);
  expect(await accountLink.count({ where: { email: "forgotten@up.test" } })).toBe(0);
  expect(await slugReservation.count({ where: { slug: "forgotten-one" } })).toBe(0);
});

describe("finishing a sign-up", () => {
  it("makes account, workspace and hand-off in one, once", async () => {
    const token = await tokenFor("ada@finish.test", "finished");
    expect(await getSignUp.call(harness.visitor(), { token })).toEqual(wish("ada@finish.test", "finished"));
    const finish = () => finishSignUp.call(harness.visitor(), { token, password: PASSWORD });
    const results = await Promise.allSettled([finish(), finish()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(
      await signIn.call(harness.visitor(), { email: "ada@finish.test", password: PASSWORD }),
    ).toMatchObject({
      outcome: "signed_in",
    });
    const tenant = await resolveTenant(harness.ports, { slug: "finished" });
    expect(tenant).toMatchObject({ name: "Wishing Well" });
    await expect(getSignUp.call(harness.visitor(), { token })).rejects.toMatchObject({ code: "gone" });
    const user = await harness.ports.systemDb.client.user.findUnique({ where: { email: "ada@finish.test" } });
    expect(user?.emailVerifiedAt).not.toBeNull();
  });

  it("refuses a weak password and keeps the link", async () => {
    const token = await tokenFor("weak@finish.test", "weak-one");
    for (const password of ["short", "password1234", "wishingwell-1"]) {
      await expect(finishSignUp.call(harness.visitor(), { token, password })).rejects.toMatchObject({
        code: "invalid_input",
        details: { fields: { password: expect.any(String) } },
      });
    }
    expect(await finishSignUp.call(harness.visitor(), { token, password: PASSWORD })).toMatchObject({
      tenant: { slug: "weak-one" },
    });
  });

  it("works with the newest link only, within the hour, and with nothing but the link", async () => {
    const older = await tokenFor("newest@finish.test", "newest-one");
    const newer = await tokenFor("newest@finish.test", "newest-one");
    const finish = (token: string) => finishSignUp.call(harness.visitor(), { token, password: PASSWORD });
    await expect(finish(older)).rejects.toMatchObject({ code: "gone" });
    const [id = "", mac = ""] = newer.split(".");
    await expect(finish(`${id}.${mac.slice(1)}A`)).rejects.toMatchObject({ code: "gone" });
    await expect(finish(`${id}x.${mac}`)).rejects.toMatchObject({ code: "gone" });
    harness.clock.advance(HOUR_MS);
    await expect(finish(newer)).rejects.toMatchObject({ code: "gone" });
  });

  it("hears the event twice and mails the same link", async () => {
    await ask("twice@finish.test", "heard-twice");
    const events = await workOffAccounts(harness);
    const [before] = await mailsTo(harness, "twice@finish.test");
    const { platformSubscribers } = await import("#server/worker/subscribers.ts");
    for (const event of events) {
      for (const each of platformSubscribers.filter(({ events: types }) => types.includes(event.type))) {
        await each.run(harness.ports, event, new AbortController().signal);
      }
    }
    expect(await mailsTo(harness, "twice@finish.test")).toEqual([before]);
  });

  it("makes the person the owner", async () => {
    const token = await tokenFor("owner@finish.test", "owned");
    const { tenant } = await finishSignUp.call(harness.visitor(), { token, password: PASSWORD });
    const { tenantCtx } = await import("#server/modules/audit/index.ts");
    const { members } = await listMembers.call(
      tenantCtx(harness.ports, tenant, { type: "system", process: "test" }),
      {},
    );
    expect(members).toMatchObject([{ email: "owner@finish.test", role: "owner" }]);
  });
});
