import { verify } from "@node-rs/argon2";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { confirmSignIn, signIn } from "#server/modules/auth/index.ts";
import { TestBrowser } from "#tests/support/browser.ts";
import { statementsOf } from "#tests/support/count-statements.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { ownerAt, siteOfTenant, turnOnTotp } from "#tests/support/persons.ts";

vi.mock("@node-rs/argon2", { spy: true });

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openHarness();
  acme = await harness.mintTenant("acme");
});
afterAll(() => harness.close());
beforeEach(() => {
  vi.mocked(verify).mockClear();
});

const answer = (browser: TestBrowser, email: string, password: string) =>
  signIn
    .call(browser.ctx(), { email, password })
    .catch(({ code, message, details }) => ({ code, message, details }));

describe("signing in says nothing about who has an account (P8)", () => {
  let nova: MintedTenant;
  beforeAll(async () => {
    nova = await harness.mintTenant("nova");
    await harness.ports.systemDb.client.user.create({
      data: { id: "no-password", email: "sso@acme.test", name: "By SSO" },
    });
  });

  const refused = () =>
    [
      ["an unknown e-mail", "nobody@acme.test", "whatever it is"],
      ["a wrong password", acme.email, "whatever it is"],
      ["no password at all", "sso@acme.test", "whatever it is"],
      ["a stranger's right password", nova.email, nova.password],
      ["what is no e-mail", "nobody", "whatever it is"],
    ] as const;

  it("by the same words, one argon2 verification and the same statements", async () => {
    // Once without looking: the first use of a tenant's chain and of the decoy cost more.
    await answer(new TestBrowser(harness, siteOfTenant(acme), ""), "first@acme.test", "x");
    const seen = [];
    for (const [name, email, password] of refused()) {
      const browser = new TestBrowser(harness, siteOfTenant(acme), "");
      vi.mocked(verify).mockClear();
      let said: unknown;
      const statements = await statementsOf(async () => {
        said = await answer(browser, email, password);
      });
      seen.push({ name, said, verifications: vi.mocked(verify).mock.calls.length, statements });
    }
    const [first, ...others] = seen;
    expect(first?.said).toMatchObject({ code: "unauthenticated", message: "E-mail or password is wrong." });
    expect(first?.verifications).toBe(1);
    for (const other of others) expect({ ...other, name: "" }).toEqual({ ...first, name: "" });
  });

  it("also when attempts have to wait, whether or not the password is right", async () => {
    const browser = () => new TestBrowser(harness, siteOfTenant(acme), "");
    for (const email of ["nobody-at-all@acme.test", acme.email]) {
      for (let guess = 0; guess < 6; guess++) await browser().guess(email);
    }
    vi.mocked(verify).mockClear();
    const unknown = await answer(browser(), "nobody-at-all@acme.test", "x");
    expect(unknown).toMatchObject({ code: "rate_limited" });
    expect(await answer(browser(), acme.email, "x")).toEqual(unknown);
    expect(await answer(browser(), acme.email, acme.password)).toEqual(unknown);
    expect(verify).not.toHaveBeenCalled();
  });

  it("writes failures to the workspace's log, and names members alone", async () => {
    const rows = await harness.ports.systemDb.client.auditLog.findMany({
      where: { tenantId: acme.tenant.id, verb: "auth.signInFailed" },
    });
    expect(new Set(rows.map(({ userId }) => userId))).toEqual(new Set([null, acme.ownerId]));
  });
});

describe("a second factor", () => {
  async function personWithTotp() {
    const minted = await harness.mintTenant();
    const { codes } = await turnOnTotp(harness, await ownerAt(harness, minted));
    const browser = new TestBrowser(harness, siteOfTenant(minted));
    const begin = async () => {
      const { email, password } = minted;
      const begun = await signIn.call(browser.ctx(), { email, password });
      if (begun.outcome !== "second_factor_needed") throw new Error("The password alone was enough.");
      return begun;
    };
    const sessions = () =>
      harness.ports.systemDb.client.session.count({ where: { userId: minted.ownerId, method: "password" } });
    const before = await sessions();
    return { minted, codes, browser, begin, opened: async () => (await sessions()) - before };
  }

  it("is asked for before there is any session, and answered with one that says so", async () => {
    const { codes, browser, begin, opened } = await personWithTotp();
    const { ticket, factors } = await begin();
    expect(factors).toEqual({ totp: true, passkeys: 0, backupCodesLeft: 10 });
    expect(await opened()).toBe(0);
    const { signedIn } = await confirmSignIn.call(browser.ctx(), { ticket, code: codes[0] });
    const row = await harness.ports.systemDb.client.session.findUniqueOrThrow({
      where: { id: signedIn.sessionId },
    });
    expect(row.secondFactorAt).toEqual(harness.clock.now());
    expect(await opened()).toBe(1);
  });

  it("opens one session for one ticket, though two right codes come at once", async () => {
    const { codes, browser, begin, opened } = await personWithTotp();
    const { ticket } = await begin();
    const both = await Promise.allSettled(
      codes.slice(0, 2).map((code) => confirmSignIn.call(browser.ctx(), { ticket, code })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await opened()).toBe(1);
  });

  it("can be guessed at five times, also when all come at once", async () => {
    const { codes, browser, begin } = await personWithTotp();
    const { ticket } = await begin();
    const guess = (code: string) => confirmSignIn.call(browser.ctx(), { ticket, code });
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => guess("000000")));
    const reasons = answers.map((each) => (each.status === "rejected" ? each.reason.details.reason : "in"));
    expect(reasons.filter((reason) => reason === "wrong_code").length).toBeLessThanOrEqual(5);
    harness.clock.advance(120_000);
    await expect(guess(codes[0] ?? "")).rejects.toMatchObject({ code: "gone" });
  });

  it("goes on counting wrong codes over new tickets: a known password buys no more guesses", async () => {
    const { browser, begin } = await personWithTotp();
    const codes: string[] = [];
    for (let round = 0; round < 3; round++) {
      const { ticket } = await begin();
      for (let guess = 0; guess < 3; guess++) {
        const error = await confirmSignIn.call(browser.ctx(), { ticket, code: "000000" }).catch((e) => e);
        codes.push(error.code);
      }
    }
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(5);
    expect(codes.at(-1)).toBe("rate_limited");
  });

  it.each([
    ["on another host", async () => new TestBrowser(harness, siteOfTenant(acme))],
    ["on the root domain", async () => new TestBrowser(harness)],
  ])("is not answered %s", async (_where, elsewhere) => {
    const { codes, begin } = await personWithTotp();
    const { ticket } = await begin();
    const other = await elsewhere();
    await expect(confirmSignIn.call(other.ctx(), { ticket, code: codes[0] })).rejects.toMatchObject({
      code: "gone",
    });
  });

  it("is not answered after ten minutes", async () => {
    const { codes, browser, begin } = await personWithTotp();
    const { ticket } = await begin();
    harness.clock.advance(600_001);
    await expect(confirmSignIn.call(browser.ctx(), { ticket, code: codes[0] })).rejects.toMatchObject({
      code: "gone",
    });
  });
});

it("costs fourteen statements where the browser is known, so that argon2id is the most of it", async () => {
  const browser = new TestBrowser(harness);
  await browser.signIn(acme.email, acme.password);
  browser.actor = { type: "visitor" };
  const sent = await statementsOf(() => browser.signIn(acme.email, acme.password));
  expect(sent).toHaveLength(14);
});
