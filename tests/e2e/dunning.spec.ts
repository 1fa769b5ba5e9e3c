import type { APIRequestContext, Page } from "@playwright/test";
import { expect, type Marque, test } from "./marque.ts";
import { linkIn, type Newcomer, newcomer, payByCard, paymentForm, signIn, signUp } from "./people.ts";

test.use({ clocks: "dunning" });

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const OPERATOR = { email: "operator@marque.test", password: "operator-demo-password" };
const VIEWER = "vera@dunning.test";

async function operator(marque: Marque, request: APIRequestContext) {
  const login = await request.post(marque.url("/api/v1/auth/login"), { data: OPERATOR });
  const { accessToken } = await login.json();
  const authorization = `Bearer ${accessToken}`;
  const url = (path: string) => marque.url(`/api/v1/admin/tenants${path}`);
  return {
    get: async (path: string) => (await request.get(url(path), { headers: { authorization } })).json(),
    post: (path: string, data: object, key: string) =>
      request.post(url(path), { headers: { authorization, "idempotency-key": key }, data }),
  };
}

/** A viewer joins by the invitation's link. */
async function join(owner: Page, guest: Page, marque: Marque, person: Newcomer): Promise<void> {
  await owner.goto(marque.url("/settings/members", person.host));
  await owner.getByRole("button", { name: "Invite people" }).click();
  await owner.getByLabel("E-mail addresses").fill(VIEWER);
  await owner.getByRole("radio", { name: /^Viewer/ }).check();
  await owner.getByRole("button", { name: "Send invitation" }).click();
  const mail = await marque.mailTo(VIEWER, /./);
  await guest.goto(linkIn(mail.text));
  await guest.getByLabel("Your name").fill("Vera Viewer");
  await guest.getByLabel("Password", { exact: true }).fill(person.password);
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest).toHaveURL(marque.url("/", person.host));
}

/** Sessions end while nobody looks in for weeks. */
async function comeBack(page: Page, marque: Marque, host: string, email: string, password: string) {
  await page.context().clearCookies();
  await page.goto(marque.url("/sign-in", host));
  await signIn(page, email, password);
  await expect(page).toHaveURL(marque.url("/", host));
}

test.describe("a debt", () => {
  // A suspended workspace refuses, and a browser reports each refusal.
  test.use({ mayComplain: true });

  test("brings grace, reminders and suspension; paid, everything is back at once; a refund is on the invoice", async ({
    page,
    marque,
    browser,
    request,
  }) => {
    test.setTimeout(180_000);
    const person = newcomer("debtor");
    await signUp(page, marque, person);
    const guest = await (await browser.newContext()).newPage();
    await join(page, guest, marque, person);
    await page.goto(marque.url("/settings/billing", person.host));
    await page.getByRole("link", { name: "Try Starter" }).click();
    await payByCard(paymentForm(page), "4000000000000341");
    await expect(page.getByText("Starter is active")).toBeVisible();

    // The clock alone moves: the worker, Stripe and everybody's sessions live by it.
    await page.goto("about:blank");
    await guest.goto("about:blank");
    marque.advance(14 * DAY_MS + HOUR_MS);
    const failed = await marque.mailTo(person.email, /^A payment of \$29 did not go through$/);
    expect(failed.text).toMatch(/keeps working until \d+ \w+ \d{4}/);
    await comeBack(page, marque, person.host, person.email, person.password);
    await expect(page.getByText("The last payment failed")).toBeVisible();
    await page.getByRole("link", { name: "Pay now" }).click();
    await expect(page.getByText("Payment failed", { exact: true })).toBeVisible();

    marque.advance(DAY_MS);
    const reminder = await marque.mailTo(person.email, /^Reminder: \$29 is still open$/);
    expect(reminder.text).toMatch(/Pay now: http/);
    marque.advance(5 * DAY_MS);
    await marque.mailTo(person.email, /^Last day: \$29 is still open$/);

    marque.advance(DAY_MS);
    await marque.mailTo(person.email, / is suspended$/);
    await comeBack(guest, marque, person.host, VIEWER, person.password);
    await expect(guest.getByText("This workspace has been suspended")).toBeVisible();
    await expect(guest.getByText("Ask an owner to settle it.")).toBeVisible();
    await expect(guest.getByRole("link", { name: "Pay now" })).toBeHidden();

    await comeBack(page, marque, person.host, person.email, person.password);
    await expect(page.getByText("Pay the open invoice and it goes on by itself.")).toBeVisible();
    await page.goto(marque.url("/settings/billing", person.host));
    const [stripe] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Pay", exact: true }).click({ modifiers: ["ControlOrMeta"] }),
    ]);
    await stripe.getByLabel("Card number").fill("4242424242424242");
    await stripe.getByLabel("Expiration (MM / YY)").fill("12 / 34");
    await stripe.getByLabel("Security code (CVC)").fill("123");
    await stripe.getByLabel("Cardholder name").fill("Ada Owner");
    await stripe.getByRole("button", { name: "Pay" }).click();
    await expect(stripe.getByText(/· paid/)).toBeVisible();

    // No reload, on neither page: the live stream brings it.
    await expect(page.getByText("This workspace has been suspended")).toBeHidden();
    await expect(guest.getByText("This workspace has been suspended")).toBeHidden();
    await expect(page.getByText("Paid", { exact: true }).first()).toBeVisible();
    await marque.mailTo(person.email, / is open again$/);

    const ask = await operator(marque, request);
    const { invoices } = await ask.get("/debtor/invoices");
    const paid = invoices.find(({ paidMinor }: { paidMinor: number }) => paidMinor > 0);
    const body = { reason: "requested_by_customer", amountMinor: 1250 };
    for (const _ of [1, 2]) {
      const refund = await ask.post(`/debtor/invoices/${paid.id}/refund`, body, "refund-of-debtor");
      expect([refund.status(), (await refund.json()).leftMinor]).toEqual([200, 1650]);
    }
    const list = page.getByRole("region", { name: "Invoices" });
    await expect(list.getByText("$12.50 refunded")).toBeVisible();
    await marque.mailTo(person.email, /^\$12\.50 was refunded$/);
  });
});
