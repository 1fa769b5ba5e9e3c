import type { Page } from "@playwright/test";
import { expect, test } from "./marque.ts";
import { newcomer, signUp, subscribe } from "./people.ts";

const DAY_MS = 86_400_000;

const row = (page: Page, name: string) =>
  page
    .locator("#add-ons")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name }) });
const bots = (page: Page, size: string) => page.getByText(size, { exact: true });

test("an add-on is bought at the price shown, raises the limit at once, and is given back for a credit", async ({
  page,
  marque,
}) => {
  const person = newcomer("addons");
  await signUp(page, marque, person);
  await page.goto(marque.url("/settings/billing", person.host));
  await expect(page.getByText("Add-ons come on top of a paid plan.")).toBeVisible();
  await expect(row(page, "Extra bots").getByRole("button")).toHaveCount(0);

  await subscribe(page, marque, person, "Starter");
  await marque.advanceStripe(15 * DAY_MS);
  await page.goto(marque.url("/settings/billing", person.host));
  await expect(page.getByText(/renews on/)).toBeVisible();
  await expect(bots(page, "0 of 10")).toBeVisible();
  await expect(row(page, "Single sign-on").getByText("With Professional")).toBeVisible();

  const extra = row(page, "Extra bots");
  await extra.getByRole("button", { name: "More" }).click();
  await extra.getByRole("button", { name: "More" }).click();
  await extra.getByRole("button", { name: "See the price of 2 Extra bots" }).click();
  const dialog = page.getByRole("dialog");
  const pay = dialog.getByRole("button", { name: /^Pay \$[\d.]+ and add$/ });
  const due = /\$[\d.]+/.exec((await pay.textContent()) ?? "")?.[0] ?? "";
  await expect(dialog.getByText("$59", { exact: true })).toBeVisible();
  await pay.click();
  await expect(page.getByText("Extra bots: 2 now.")).toBeVisible();
  await expect(extra.getByText("2 added")).toBeVisible();
  await expect(bots(page, "0 of 30")).toBeVisible();
  await expect(page.getByRole("region", { name: "Invoices" }).getByText(due, { exact: true })).toBeVisible();
  await page.reload();
  await expect(extra.getByText("2 added")).toBeVisible();

  await extra.getByRole("textbox").fill("0");
  await extra.getByRole("button", { name: "See the price of 0 Extra bots" }).click();
  await expect(dialog.getByText("Credit for later invoices")).toBeVisible();
  await dialog.getByRole("button", { name: "Take off" }).click();
  await expect(page.getByText("Extra bots is taken off.")).toBeVisible();
  await expect(bots(page, "0 of 10")).toBeVisible();
});

test("the price list shows add-ons by the chosen interval", async ({ page, marque }) => {
  await page.goto(marque.url("/pricing?interval=year"));
  const section = page.getByRole("region", { name: "Add-ons" });
  await expect(section.getByRole("heading", { level: 3 })).toHaveText([
    "Extra bots",
    "Extra backtests",
    "Extra member",
    "Single sign-on",
  ]);
  await expect(section.getByText("$150 per year each")).toBeVisible();
});
