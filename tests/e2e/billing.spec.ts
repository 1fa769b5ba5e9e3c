import type { Page } from "@playwright/test";
import { expect, type Marque, test } from "./marque.ts";
import { newcomer, payByCard, paymentForm, signUp, subscribe } from "./people.ts";

const DAY_MS = 86_400_000;

const plan = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function openBilling(page: Page, marque: Marque, host: string): Promise<void> {
  await page.goto(marque.url("/settings/billing", host));
  await expect(page.getByRole("heading", { level: 1, name: "Billing" })).toBeVisible();
}

test("a plan is changed upwards at the price shown, downwards with the next period", async ({
  page,
  marque,
}) => {
  const person = newcomer("changer");
  await signUp(page, marque, person);
  await subscribe(page, marque, person, "Starter");
  await marque.advanceStripe(15 * DAY_MS);
  await openBilling(page, marque, person.host);
  await expect(page.getByText(/renews on/)).toBeVisible();

  await plan(page, "Professional").getByRole("button", { name: "Change to Professional" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Due now")).toBeVisible();
  const pay = dialog.getByRole("button", { name: /^Pay \$[\d.]+ and change$/ });
  const due = /\$[\d.]+/.exec((await pay.textContent()) ?? "")?.[0] ?? "";
  await pay.click();
  await expect(page.getByText("Professional is yours.")).toBeVisible();
  await expect(plan(page, "Professional").getByRole("button", { name: "Your plan" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Invoices" }).getByText(due, { exact: true })).toBeVisible();

  await plan(page, "Starter").getByRole("button", { name: "Change to Starter" }).click();
  await dialog.getByRole("button", { name: /^Change on/ }).click();
  await expect(page.getByText(/Starter, by the month, comes on/)).toBeVisible();
  await page.getByRole("button", { name: "Keep the present plan" }).click();
  await expect(page.getByText(/by the month, comes on/)).toBeHidden();

  await plan(page, "Starter").getByRole("button", { name: "Change to Starter" }).click();
  await dialog.getByRole("button", { name: /^Change on/ }).click();
  await expect(page.getByText(/Starter, by the month, comes on/)).toBeVisible();
  await marque.advanceStripe(31 * DAY_MS);
  await expect(plan(page, "Starter").getByRole("button", { name: "Your plan" })).toBeVisible();
});

test("a card that fails brings grace, and an invoice that leads to where it is paid", async ({
  page,
  marque,
}) => {
  const person = newcomer("arrears");
  await signUp(page, marque, person);
  await openBilling(page, marque, person.host);
  await page.getByRole("link", { name: "Try Starter" }).click();
  await payByCard(paymentForm(page), "4000000000000341");
  await expect(page.getByText("Starter is active")).toBeVisible();

  await marque.advanceStripe(15 * DAY_MS);
  await openBilling(page, marque, person.host);
  await expect(page.getByText("Payment failed", { exact: true })).toBeVisible();
  await expect(page.getByText("To pay", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Pay", exact: true }).click();
  await expect(page.getByText("Sandbox", { exact: true })).toBeVisible();
});
