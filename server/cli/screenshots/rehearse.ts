import path from "node:path";
import type { Page } from "@playwright/test";
import { DEMO_TENANTS } from "#prisma/demo-tenants.ts";
import type { Timeframe } from "#server/exchanges/index.ts";
import type { Marque } from "#tests/e2e/marque.ts";
import { paymentForm, signIn } from "#tests/e2e/people.ts";

export interface Plan {
  market: string;
  timeframe: Timeframe;
  fast: number;
  slow: number;
}

/** A year whose demo prices are always the same, so that the pictures of backtests are too. */
const [FIRST_DAY, LAST_DAY] = ["2025-07-01", "2026-06-30"];

/** Signs in as the owner of the demo tenant whose own host this is. */
export async function signInAt(page: Page, marque: Marque, host: string): Promise<void> {
  const tenant = DEMO_TENANTS.find(({ slug }) => host.startsWith(`${slug}.`));
  if (!tenant) throw new Error(`There is no demo tenant at ${host}.`);
  await page.goto(marque.url("/sign-in", host));
  await signIn(page, tenant.email, tenant.password);
  await page.waitForURL(marque.url("/", host));
}

/** From the billing page to the checkout, where the card is typed in and not yet charged. */
export async function openCheckout(page: Page, marque: Marque, host: string): Promise<void> {
  await page.goto(marque.url("/settings/billing", host));
  await page.getByRole("link", { name: "Try Professional" }).click();
  const form = paymentForm(page);
  await form.getByLabel("Card number").fill("4242 4242 4242 4242");
  await form.getByLabel("Expiration (MM / YY)").fill("12 / 34");
  await form.getByLabel("Security code (CVC)").fill("123");
  await form.getByLabel("Cardholder name").fill("Acme Owner");
}

/** Pays, and waits until the news of it has reached the billing page. */
export async function pay(page: Page): Promise<void> {
  await paymentForm(page).getByRole("button", { name: "Start trial" }).click();
  await page.getByText("Professional is active").waitFor();
}

/** Runs a backtest to its end through the form. @returns the path of its report */
export async function runBacktest(page: Page, marque: Marque, host: string, plan: Plan): Promise<string> {
  await page.goto(marque.url("/backtests/new", host));
  await fillPlan(page, plan);
  await page.getByLabel("First day").fill(FIRST_DAY);
  await page.getByLabel("Last day").fill(LAST_DAY);
  await page.getByRole("button", { name: "Run backtest" }).click();
  await page.waitForURL(/\/backtests\/\w{26}$/);
  await page.getByText("Equity and drawdown").waitFor();
  return new URL(page.url()).pathname;
}

/** Starts a paper bot through the form. @returns its id */
export async function startBot(page: Page, marque: Marque, host: string, plan: Plan): Promise<string> {
  await page.goto(marque.url("/bots/new", host));
  await page.getByLabel("Name").fill(`${plan.market} ${plan.fast}/${plan.slow}`);
  await fillPlan(page, plan);
  await page.getByRole("button", { name: "Start paper bot" }).click();
  await page.waitForURL(/\/bots\/\w{26}$/);
  return path.basename(page.url());
}

async function fillPlan(page: Page, { market, timeframe, fast, slow }: Plan): Promise<void> {
  await page.getByLabel("Market").selectOption(market);
  await page.getByLabel("Bar").selectOption(timeframe);
  await page.getByLabel("Fast average").fill(String(fast));
  await page.getByLabel("Slow average").fill(String(slow));
}
