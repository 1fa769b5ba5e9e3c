import type { Browser, Page } from "@playwright/test";
import { expect, type Marque, test } from "./marque.ts";
import { newcomer, signIn, signUp } from "./people.ts";

const MINUTE_MS = 60_000;

/** Another person's browser: no cookies, nothing known. */
async function anotherPage(browser: Browser): Promise<Page> {
  const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";
  return (await browser.newContext({ userAgent })).newPage();
}

async function signInAt(page: Page, marque: Marque, host: string, email: string, password: string) {
  await page.goto(marque.url("/sign-in", host));
  await signIn(page, email, password);
}

test("wrong passwords make strangers wait, and the owner's own browser gets in", async ({
  page,
  marque,
  browser,
}) => {
  const person = newcomer("locked");
  await signUp(page, marque, person);
  const stranger = await anotherPage(browser);
  await stranger.goto(marque.url("/sign-in", person.host));
  for (let guess = 0; guess < 5; guess++) {
    await signIn(stranger, person.email, `guess number ${guess}`);
    await expect(stranger.getByText("E-mail or password is wrong.")).toBeVisible();
    await expect(stranger.getByLabel("E-mail")).toHaveValue(person.email);
  }
  await signIn(stranger, person.email, person.password);
  await expect(stranger.getByText(/Too many attempts. Try again in \d+ seconds/)).toBeVisible();

  await page
    .getByRole("button", { name: /Ada Owner/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).toHaveURL(/sign-in/);
  await page.goBack();
  await expect(page).toHaveURL(/sign-in/);
  await signIn(page, person.email, person.password);
  await expect(page).toHaveURL(marque.url("/", person.host));

  marque.advance(MINUTE_MS);
  await signIn(stranger, person.email, person.password);
  await expect(stranger).toHaveURL(marque.url("/", person.host));
  const mail = await marque.mailTo(person.email, /New sign-in/);
  expect(mail.text).toContain("browser we had not seen");
});

test.describe("two browsers of one person", () => {
  // The one that is signed out hears so by a refusal.
  test.use({ mayComplain: true });

  test("see each other, and ending one puts it out at once", async ({ page, marque, browser }) => {
    const person = newcomer("twice");
    await signUp(page, marque, person);
    const other = await anotherPage(browser);
    await signInAt(other, marque, person.host, person.email, person.password);
    await expect(other).toHaveURL(marque.url("/", person.host));
    await page.goto(marque.url("/account/sessions", person.host));
    await expect(page.getByText("This session")).toHaveCount(1);
    const rows = page.getByRole("main").getByRole("listitem");
    // The home page's own, this browser's and the other's.
    await expect(rows).toHaveCount(3);
    await rows
      .filter({ hasText: "by password" })
      .getByRole("button", { name: /^Sign out/ })
      .click();
    await expect(page.getByText("Signed out there.")).toBeVisible();
    await expect(other).toHaveURL(/sign-in\?expired/);
    await expect(rows).toHaveCount(2);

    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere else" }).click();
    await expect(rows).toHaveCount(1);
    await page.goto(marque.url("/workspaces"));
    await expect(page).toHaveURL(/sign-in/);
  });
});

test("from the home page a sign-in is carried to a subdomain and to the company's own domain", async ({
  page,
  marque,
}) => {
  await signInAt(page, marque, "localhost", "owner@acme.test", "acme-demo-password");
  await expect(page).toHaveURL(marque.url("/workspaces"));
  await page.getByRole("link", { name: /Acme Trading/ }).click();
  await expect(page).toHaveURL(marque.url("/", "acme.localhost"));
  await expect(page.getByRole("button", { name: /Acme Owner/ }).first()).toBeVisible();
  await page.goto(marque.url("/handoff/start?next=/bots", "trade.acme.test"));
  await expect(page).toHaveURL(marque.url("/bots", "trade.acme.test"));
});

test("who is not signed in on the home page is asked there and comes back", async ({ page, marque }) => {
  await page.goto(marque.url("/handoff/start?next=/backtests", "trade.acme.test"));
  await expect(page).toHaveURL(/localhost.*\/sign-in\?next=/);
  await signIn(page, "owner@acme.test", "acme-demo-password");
  await expect(page).toHaveURL(marque.url("/backtests", "trade.acme.test"));
});

test("a hand-off that one browser asked for signs nobody in through another", async ({
  page,
  marque,
  browser,
}) => {
  const thief = await anotherPage(browser);
  await thief.goto(marque.url("/handoff/start", "acme.localhost"));
  await expect(thief).toHaveURL(/localhost.*\/sign-in\?next=/);
  const bait = new URL(thief.url()).searchParams.get("next") ?? "";

  await signInAt(page, marque, "localhost", "owner@acme.test", "acme-demo-password");
  await expect(page).toHaveURL(marque.url("/workspaces"));
  const carried = page.waitForRequest(/\/handoff\?code=/);
  await page.goto(marque.url(bait));
  await expect(page).toHaveURL(/acme\.localhost.*\/sign-in\?expired/);
  // The thief holds the verifier; the code was used up by the browser that showed it.
  await thief.goto((await carried).url());
  await expect(thief).toHaveURL(/acme\.localhost.*\/sign-in\?expired/);

  await page.goto(marque.url("/handoff/start", "acme.localhost"));
  await expect(page).toHaveURL(marque.url("/", "acme.localhost"));
});

test("a session's cookie is worth nothing on a sibling's host", async ({ page, marque, context }) => {
  await signInAt(page, marque, "acme.localhost", "owner@acme.test", "acme-demo-password");
  await expect(page).toHaveURL(marque.url("/", "acme.localhost"));
  const cookies = await context.cookies(marque.url("/", "acme.localhost"));
  expect(cookies.length).toBeGreaterThan(0);
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, domain: "nova.localhost" })));
  await page.goto(marque.url("/", "nova.localhost"));
  await expect(page).toHaveURL(/nova\.localhost.*\/sign-in/);
});
