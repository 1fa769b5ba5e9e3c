import { expect, test } from "./marque.ts";
import { askForWorkspace, newcomer, signIn, signUp } from "./people.ts";
import { rawRequest } from "./raw-http.ts";

test("the price list switches between monthly, quarterly and yearly", async ({ page, marque }) => {
  await page.goto(marque.url("/"));
  await page.getByRole("link", { name: "Pricing" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("$29", { exact: true }).first()).toBeVisible();
  await page.getByRole("link", { name: /Yearly/ }).click();
  await expect(page).toHaveURL(/interval=year/);
  await expect(page.getByText(/about .* a month, saves/).first()).toBeVisible();
});

test("a visitor becomes the owner of a workspace, signed in on its own host", async ({ page, marque }) => {
  await page.goto(marque.url("/sign-up"));
  const address = page.getByLabel("Workspace address");
  await address.fill("admin");
  await expect(page.getByText("This name is reserved.")).toBeVisible();
  await address.fill("acme");
  await expect(page.getByText("This name is taken.")).toBeVisible();

  await signUp(page, marque, newcomer("front-door"));
  await expect(page.getByText("front-door Trading").first()).toBeVisible();
});

test("who has an account is asked to check the mail like everybody else, and told there", async ({
  page,
  marque,
}) => {
  await askForWorkspace(page, marque, { ...newcomer("second-one"), email: "owner@acme.test" });
  await expect(page.locator("main")).not.toContainText("already");
  const mail = await marque.mailTo("owner@acme.test", /You have an account/);
  expect(mail.text).not.toContain("#sign_up");
});

for (const [name, host, base] of [
  ["its subdomain", "acme.localhost", ""],
  ["its own domain", "trade.acme.test", ""],
  ["its path on the root domain", "localhost", "/tenant/acme"],
] as const) {
  test(`a tenant is served in its brand on ${name}, signed in too`, async ({ page, marque }) => {
    await page.goto(marque.url(`${base}/bots`, host));
    await expect(page).toHaveURL(new RegExp(`${base}/sign-in`));
    await expect(page.getByText("Acme Trading").first()).toBeVisible();
    const accent = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent"));
    expect(await accent()).toContain("#0f766e");
    await expect(page.locator("body")).not.toContainText("Marque");

    await signIn(page, "owner@acme.test", "wrong password");
    await expect(page.getByText("E-mail or password is wrong.")).toBeVisible();
    await signIn(page, "owner@acme.test", "acme-demo-password");
    await expect(page).toHaveURL(marque.url(`${base}/bots`, host));
    await page.getByRole("link", { name: "Backtests" }).first().click();
    await expect(page).toHaveURL(marque.url(`${base}/backtests`, host));
    await expect(page.getByRole("heading", { level: 1, name: "Backtests" })).toBeVisible();
  });
}

test("a session of one tenant is nothing at its neighbour", async ({ page, marque }) => {
  await page.goto(marque.url("/sign-in", "acme.localhost"));
  await signIn(page, "owner@acme.test", "acme-demo-password");
  await expect(page).toHaveURL(marque.url("/", "acme.localhost"));
  await page.goto(marque.url("/", "nova.localhost"));
  await expect(page).toHaveURL(/nova\.localhost.*sign-in/);
  await signIn(page, "owner@acme.test", "acme-demo-password");
  await expect(page.getByText("E-mail or password is wrong.")).toBeVisible();
});

test("signing out ends the session at once", async ({ page, marque, context }) => {
  await page.goto(marque.url("/sign-in", "nova.localhost"));
  await signIn(page, "owner@nova.test", "nova-demo-password");
  await expect(page).toHaveURL(marque.url("/", "nova.localhost"));
  const cookies = await context.cookies();
  await page
    .getByRole("button", { name: /Nova Owner/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).toHaveURL(/sign-in/);
  await context.addCookies(cookies);
  await page.goto(marque.url("/backtests", "nova.localhost"));
  await expect(page).toHaveURL(/sign-in/);
});

test.describe("addresses that lead nowhere", () => {
  test.use({ mayComplain: true });

  for (const [what, host, path] of [
    ["an unknown host", "nobody.test", "/"],
    ["an unknown subdomain", "nobody.localhost", "/"],
    ["a reserved subdomain", "admin.localhost", "/"],
    ["the inner path", "localhost", "/t/acme/sign-in"],
    ["the inner path on a tenant", "acme.localhost", "/t/nova/sign-in"],
  ] as const) {
    test(`${what} is a clear 404, never the app`, async ({ page, marque }) => {
      const answer = await page.goto(marque.url(path, host));
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("body")).not.toContainText("Password");
    });
  }
});

test("a form of another site is refused before any page reads it", async ({ marque }) => {
  const send = (origin: string) =>
    rawRequest(marque.port, "/sign-in", {
      method: "POST",
      host: `acme.localhost:${marque.port}`,
      headers: { origin, "content-type": "application/x-www-form-urlencoded" },
      body: "email=owner%40acme.test&password=acme-demo-password&step=password",
    });
  for (const origin of ["http://nova.localhost", marque.url("", "nova.localhost"), "null"]) {
    expect((await send(origin)).status).toBe(403);
  }
  expect((await send(marque.url("", "acme.localhost"))).status).not.toBe(403);
});
