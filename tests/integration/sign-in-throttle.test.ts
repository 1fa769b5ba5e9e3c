import { verify } from "@node-rs/argon2";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { purgeSignIns, signIn } from "#server/modules/auth/index.ts";
import { TestBrowser } from "#tests/support/browser.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { siteOfTenant } from "#tests/support/persons.ts";

vi.mock("@node-rs/argon2", { spy: true });

const FREE = 5;
const HOUR_MS = 3_600_000;

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

async function lockOut(email: string) {
  const stranger = new TestBrowser(harness, undefined, "203.0.113.66");
  for (let guess = 0; guess < FREE; guess++) expect(await stranger.guess(email)).toBe("unauthenticated");
  expect(await stranger.guess(email)).toBe("rate_limited");
  return stranger;
}

it("lets through as many guesses at once as one after the other", async () => {
  const { email } = await harness.mintTenant();
  vi.mocked(verify).mockClear();
  const guesses = Array.from({ length: 25 }, (_, i) =>
    new TestBrowser(harness, undefined, `203.0.113.${i}`).guess(email),
  );
  const codes = await Promise.all(guesses);
  expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(FREE);
  expect(verify).toHaveBeenCalledTimes(FREE);
});

it("keeps strangers out, the owner's own browser in, and strangers with its cookie for another account out", async () => {
  const [mine, theirs] = [await harness.mintTenant(), await harness.mintTenant()];
  const own = new TestBrowser(harness, siteOfTenant(mine));
  await own.signIn(mine.email, mine.password);
  const stranger = await lockOut(mine.email);
  await expect(stranger.signIn(mine.email, mine.password)).rejects.toMatchObject({ code: "rate_limited" });
  await own.signIn(mine.email, mine.password);
  await lockOut(theirs.email);
  expect(await own.guess(theirs.email)).toBe("rate_limited");
});

it("counts the owner's browser too, apart from the strangers'", async () => {
  const { email, password } = await harness.mintTenant();
  const own = new TestBrowser(harness);
  await own.signIn(email, password);
  const codes: string[] = [];
  for (let guess = 0; guess < 12; guess++) codes.push(await own.guess(email));
  expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
  await new TestBrowser(harness).signIn(email, password);
});

it("makes each further wrong guess wait twice as long, up to an hour, and says how long", async () => {
  const { email } = await harness.mintTenant();
  const stranger = await lockOut(email);
  const waits: number[] = [];
  for (let round = 0; round < 9; round++) {
    const { details } = await signIn.call(stranger.ctx(), { email, password: "x" }).catch((error) => error);
    waits.push(details.retryAfterSeconds);
    harness.clock.advance(details.retryAfterSeconds * 1000);
    await stranger.guess(email);
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
});

it("forgets a failure an hour, and everything at once after the right password", async () => {
  const { email, password } = await harness.mintTenant();
  const stranger = await lockOut(email);
  harness.clock.advance(2 * HOUR_MS);
  expect([await stranger.guess(email), await stranger.guess(email)]).toEqual(
    Array(2).fill("unauthenticated"),
  );
  expect(await stranger.guess(email)).toBe("rate_limited");
  harness.clock.advance(HOUR_MS);
  await new TestBrowser(harness).signIn(email, password);
  for (let guess = 0; guess < FREE; guess++) expect(await stranger.guess(email)).toBe("unauthenticated");
});

it("counts an address over all accounts, an IPv6 network as one, and does not forgive it for one's own account", async () => {
  const { email, password } = await harness.mintTenant();
  const from = (host: number) => new TestBrowser(harness, undefined, `2001:db8:1:2::${host}`);
  const codes: string[] = [];
  for (let i = 0; i < 60; i++) {
    codes.push(await from(i).guess(`victim-${i}@people.test`));
    if (i === 20) await from(i).signIn(email, password);
  }
  expect(codes.filter((code) => code === "unauthenticated").length).toBeLessThanOrEqual(50);
  expect(codes.at(-1)).toBe("rate_limited");
  expect(await new TestBrowser(harness, undefined, "2001:db8:1:3::1").guess("x@people.test")).toBe(
    "unauthenticated",
  );
});

it("keeps counts in the database, where neither e-mails nor addresses can be read, and forgets them in days", async () => {
  const { email } = await harness.mintTenant();
  await lockOut(email);
  const { signInThrottle } = harness.ports.systemDb.client;
  const text = JSON.stringify(await signInThrottle.findMany());
  expect(text).not.toContain(email);
  expect(text).not.toContain("203.0.113");
  harness.clock.advance(4 * 24 * HOUR_MS);
  await purgeSignIns.run(harness.ports, new AbortController().signal);
  expect(await signInThrottle.count()).toBe(0);
});
