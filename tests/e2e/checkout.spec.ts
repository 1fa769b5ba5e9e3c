import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe.ts";
import { parsePolicy } from "./content-security.ts";
import { expect, type Marque, test } from "./marque.ts";
import { newcomer, payByCard, paymentForm, signUp } from "./people.ts";

test.use({ clocks: "checkout" });

const DAY_MS = 86_400_000;
const CHECKOUT = "/settings/billing/checkout/professional?interval=month&currency=usd";

async function openCheckout(page: Page, marque: Marque, slug: string) {
  const person = newcomer(slug);
  await signUp(page, marque, person);
  await page.goto(marque.url("/settings/billing", person.host));
  await page.getByRole("link", { name: "Try Professional" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Checkout" })).toBeVisible();
  await expect(paymentForm(page).getByText("Sandbox", { exact: true })).toBeVisible();
  return person;
}

test("a plan is paid for on the workspace's own page, and is there on the page after", async ({
  page,
  marque,
}) => {
  const { host } = await openCheckout(page, marque, "embedder");
  await expect(page.getByText("Due today")).toBeVisible();
  await expect(page.getByText(/nothing is charged/)).toBeVisible();
  await payByCard(paymentForm(page), "4242424242424242");
  await expect(page).toHaveURL(/checkout=success&session_id=cs_test_/);
  await expect(page.getByText("Professional is active")).toBeVisible();
  // An address that is sent on, or kept, shows what is so, and sells nothing twice.
  await page.goto(marque.url(CHECKOUT, host));
  await expect(page).toHaveURL(marque.url("/settings/billing?checkout=success", host));
});

test("the page is for everybody: by keyboard, screen reader, phone, in light and dark", async ({
  page,
  marque,
}) => {
  await openCheckout(page, marque, "reader");
  await expect(page.getByRole("button", { name: "Pay on Stripe’s page" })).toBeVisible();
  await expectAccessible(page, "checkout");
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page, "checkout on a phone");
});

test("Stripe's frame may stand on that page alone", async ({ page, marque }) => {
  const { host } = await openCheckout(page, marque, "framer");
  const policyOf = async (path: string) => {
    const answer = await page.goto(marque.url(path, host));
    return parsePolicy(answer?.headers()["content-security-policy"] ?? "");
  };
  const here = await policyOf(CHECKOUT);
  const stripe = here.get("frame-src") ?? [];
  expect(stripe).toEqual([expect.stringMatching(/^http:\/\/localhost:\d+$/)]);
  expect(here.get("connect-src")).toEqual(["'self'", ...stripe]);
  for (const path of ["/settings/billing", "/settings/usage", "/bots"]) {
    const policy = await policyOf(path);
    expect([policy.get("frame-src"), policy.get("connect-src")], path).toEqual([undefined, ["'self'"]]);
  }
});

test.describe("when it does not go smoothly", () => {
  test.use({ mayComplain: true });

  test("a declined card is said at its field, and another pays", async ({ page, marque }) => {
    await openCheckout(page, marque, "decliner");
    const form = paymentForm(page);
    await payByCard(form, "4000000000000002");
    await expect(form.getByText("Your card was declined.")).toBeVisible();
    await payByCard(form, "4242424242424242");
    await expect(page.getByText("Professional is active")).toBeVisible();
  });

  test("the bank's own step is taken in the frame; refusing it charges nothing", async ({ page, marque }) => {
    await openCheckout(page, marque, "confirmer");
    const form = paymentForm(page);
    await payByCard(form, "4000002500003155");
    await form.getByRole("button", { name: "Fail authentication" }).click();
    await expect(form.getByText(/unable to authenticate/)).toBeVisible();
    await payByCard(form, "4000002500003155");
    await form.getByRole("button", { name: "Complete authentication" }).click();
    await expect(page.getByText("Professional is active")).toBeVisible();
  });

  test("without Stripe's script the way to Stripe's own page is left", async ({ page, marque }) => {
    const person = newcomer("blocker");
    await signUp(page, marque, person);
    await page.route(/stripe\.js$/, (route) => route.abort());
    await page.goto(marque.url(CHECKOUT, person.host));
    await expect(page.getByText("The payment form could not be loaded")).toBeVisible();
    await expectAccessible(page, "checkout without its form");
    await page.getByRole("button", { name: "Pay on Stripe’s page" }).click();
    await expect(page.getByText("Sandbox", { exact: true })).toBeVisible();
    await payByCard(page, "4242424242424242");
    await expect(page.getByText("Professional is active")).toBeVisible();
  });

  test("a second tab that has another plan closes this one's form", async ({ page, context, marque }) => {
    const { host } = await openCheckout(page, marque, "tabber");
    const other = await context.newPage();
    await other.goto(marque.url("/settings/billing/checkout/starter?interval=month&currency=usd", host));
    await expect(paymentForm(other).getByText("Try Starter")).toBeVisible();
    await payByCard(paymentForm(page), "4242424242424242");
    await expect(paymentForm(page).getByText("This checkout has expired")).toBeVisible();
    await payByCard(paymentForm(other), "4242424242424242");
    await expect(other.getByText("Starter is active")).toBeVisible();
    await expect(page.getByText("Starter is active")).toBeVisible();
  });
});

test("while webhooks are lost the plan is on the page all the same", async ({ page, marque }) => {
  await openCheckout(page, marque, "unheard");
  await marque.faults({ drop: 100 });
  await payByCard(paymentForm(page), "4242424242424242");
  await expect(page.getByText("Professional is active")).toBeVisible();
  await marque.faults({ drop: 0 });
});

test("every page says that a trial ends, what comes then, and that a plan was cancelled", async ({
  page,
  marque,
}) => {
  const { host } = await openCheckout(page, marque, "trialist");
  await payByCard(paymentForm(page), "4242424242424242");
  await expect(page.getByText("Professional is active")).toBeVisible();
  await page.goto(marque.url("/bots", host));
  await expect(page.getByText(/The trial of Professional ends/)).toBeHidden();
  await marque.advance(9 * DAY_MS);
  await page.goto(marque.url("/bots", host));
  await expect(page.getByText("The trial of Professional ends in 5 days")).toBeVisible();
  await expect(page.getByText(/It then goes on for \$99 per month/)).toBeVisible();
  await expectAccessible(page, "a notice of the trial");
  await page.getByRole("button", { name: "Put this notice away" }).click();
  await expect(page.getByText("The trial of Professional ends in 5 days")).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Bots" })).toBeVisible();
  await expect(page.getByText(/The trial of Professional ends/)).toBeHidden();

  await page.goto(marque.url("/settings/billing", host));
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByText(/^Professional ends on/)).toBeVisible();
});
