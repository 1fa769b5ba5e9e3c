import type { Page } from "@playwright/test";
import { expect, type Marque, test } from "./marque.ts";
import { type Newcomer, newcomer, signIn, signUp, subscribe } from "./people.ts";

test.use({ clocks: "year" });

const DAY_MS = 86_400_000;

const plan = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const invoices = (page: Page) => page.getByRole("region", { name: "Invoices" });

/** Time passes for everybody; who comes back after it signs in again. */
async function pass(page: Page, marque: Marque, person: Newcomer, days: number): Promise<void> {
  await page.goto("about:blank");
  marque.advance(days * DAY_MS);
  await page.goto(marque.url("/settings/billing", person.host));
  const billing = page.getByRole("heading", { level: 1, name: "Billing" });
  const door = page.getByRole("button", { name: "Sign in", exact: true });
  await expect(billing.or(door)).toBeVisible();
  if (await door.isVisible()) await signIn(page, person.email, person.password);
  await expect(billing).toBeVisible();
}

/** Looks anew until the page says it: Stripe's news come when they come. */
async function expectSoon(page: Page, text: string | RegExp): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 3_000 });
  }).toPass();
}

async function change(page: Page, to: string, confirm: RegExp): Promise<string> {
  await plan(page, to)
    .getByRole("button", { name: `Change to ${to}` })
    .click();
  const button = page.getByRole("dialog").getByRole("button", { name: confirm });
  await expect(button).toBeEnabled();
  const said = (await button.textContent()) ?? "";
  await button.click();
  await expect(page.getByRole("dialog")).toBeHidden();
  return said;
}

test("a year of a workspace's life: trial, growth, a lean season, a pause, a longer term, and the end", async ({
  page,
  marque,
}) => {
  test.setTimeout(240_000);
  const person = newcomer("perennial");
  await signUp(page, marque, person);
  await subscribe(page, marque, person, "Starter");

  // The trial ends: the first money is taken.
  await pass(page, marque, person, 15);
  await expectSoon(page, /\$29 per month, renews on/);
  await expect(invoices(page).getByText("$29", { exact: true }).first()).toBeVisible();

  // In the middle of a month it needs more, and pays the difference to the cent.
  await pass(page, marque, person, 40);
  const paid = await change(page, "Professional", /^Pay \$[\d.,]+ and change$/);
  const due = /\$[\d.,]+/.exec(paid)?.[0] ?? "";
  await expect(page.getByText("Professional is yours.")).toBeVisible();
  await expect(invoices(page).getByText(due, { exact: true })).toBeVisible();

  // A lean season: less comes with the next period, and not before.
  await pass(page, marque, person, 50);
  await expectSoon(page, /\$99 per month, renews on/);
  await change(page, "Starter", /^Change on/);
  await expect(page.getByText(/Starter, by the month, comes on/)).toBeVisible();
  await expect(plan(page, "Professional").getByRole("button", { name: "Your plan" })).toBeVisible();
  await pass(page, marque, person, 31);
  await expectSoon(page, /\$29 per month, renews on/);
  await expect(plan(page, "Starter").getByRole("button", { name: "Your plan" })).toBeVisible();

  // A pause costs nothing, however long.
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Pause subscription" }).click();
  await expect(page.getByText(/Starter is paused and nothing is charged/)).toBeVisible();
  const before = await invoices(page).getByRole("row").count();
  await pass(page, marque, person, 60);
  await expect(page.getByText(/Starter is paused and nothing is charged/)).toBeVisible();
  await expect(invoices(page).getByRole("row")).toHaveCount(before);
  await page.getByRole("button", { name: "Resume subscription" }).click();
  await expect(page.getByText(/\$29 per month, renews on/)).toBeVisible();
  await expect(page.getByText("None is to come.")).toBeHidden();

  // It means to stay: a year at once.
  await pass(page, marque, person, 10);
  await page.getByRole("radio", { name: /Yearly/ }).check({ force: true });
  await change(page, "Starter", /^Pay \$[\d.,]+ and change$/);
  await expect(page.getByText(/per year, renews on/)).toBeVisible();

  // After that year it leaves: everything works to the last day, and what it has stays.
  await pass(page, marque, person, 300);
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByText(/Cancelled. Everything keeps working until/)).toBeVisible();
  await page.getByRole("button", { name: "Keep subscription" }).click();
  await expect(page.getByText(/per year, renews on/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel subscription" }).click();
  await pass(page, marque, person, 70);
  await expectSoon(page, /No payment needed/);
  await expect(plan(page, "Starter").getByRole("link", { name: "Choose Starter" })).toBeVisible();
});
