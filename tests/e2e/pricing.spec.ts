import { expectAccessible } from "./axe.ts";
import { expect, test } from "./marque.ts";
import { newcomer, payByCard, paymentForm, signUp } from "./people.ts";

test("prices are chosen by interval and currency without JavaScript; the browser's region is the first guess", async ({
  browser,
  marque,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "de-DE" });
  const page = await context.newPage();
  await page.goto(marque.url("/pricing"));
  const starter = page.getByRole("region", { name: "Starter", exact: true });
  await expect(starter.getByText("€27", { exact: true })).toBeVisible();
  await page.getByRole("navigation", { name: "Currency" }).getByRole("link", { name: "GBP" }).click();
  await expect(starter.getByText("£24", { exact: true })).toBeVisible();
  await page
    .getByRole("navigation", { name: "Billing interval" })
    .getByRole("link", { name: /^Yearly/ })
    .click();
  await expect(starter.getByText("£240", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(marque.url("/pricing?interval=year&currency=gbp"));
  await context.close();
});

test("a workspace buys in the currency it chose, and sees no other while it pays in it", async ({
  page,
  marque,
}) => {
  const person = newcomer("sterling");
  await signUp(page, marque, person);
  await page.goto(marque.url("/settings/billing", person.host));
  const starter = page.getByRole("region", { name: "Starter", exact: true });
  await expect(starter.getByText("$29", { exact: true })).toBeVisible();
  await page.getByRole("radio", { name: "GBP" }).check();
  await expect(starter.getByText("£24", { exact: true })).toBeVisible();
  await expectAccessible(page, "billing in pounds");
  await starter.getByRole("link", { name: "Try Starter" }).click();
  await expect(page.getByText("£24 per month")).toBeVisible();
  await payByCard(paymentForm(page), "4242424242424242");
  await expect(page.getByText("Starter is active")).toBeVisible();
  await expect(page.getByText(/then £24 per month/)).toBeVisible();
  await expect(page.getByRole("radio", { name: "GBP" })).toHaveCount(0);
  const professional = page.getByRole("region", { name: "Professional", exact: true });
  await expect(async () => {
    // The page is there before its script is.
    await professional.getByRole("button", { name: "Change to Professional" }).click();
    await expect(page.getByRole("dialog").getByText("£79", { exact: true })).toBeVisible({ timeout: 5_000 });
  }).toPass();
});
