import { expect, type FrameLocator, type Page } from "@playwright/test";
import type { Marque } from "./marque.ts";

export interface Newcomer {
  slug: string;
  email: string;
  password: string;
  host: string;
}

export function newcomer(slug: string): Newcomer {
  return { slug, email: `owner@${slug}.test`, password: "a long enough password", host: `${slug}.localhost` };
}

/** From the sign-up form by the mail's link to the overview of the new workspace. */
export async function signUp(page: Page, marque: Marque, person: Newcomer): Promise<void> {
  await askForWorkspace(page, marque, person);
  await page.goto(linkIn((await marque.mailTo(person.email, /Finish creating/)).text));
  await page.getByLabel("Choose a password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(marque.url("/", person.host));
}

/** Fills the sign-up form and sends it. */
export async function askForWorkspace(page: Page, marque: Marque, person: Newcomer): Promise<void> {
  await page.goto(marque.url("/sign-up"));
  await page.getByLabel("Your name").fill("Ada Owner");
  await page.getByLabel("Work e-mail").fill(person.email);
  await page.getByLabel("Company").fill(`${person.slug} Trading`);
  await page.getByLabel("Workspace address").fill(person.slug);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
}

/** The first address in a mail that carries a token. */
export function linkIn(text: string): string {
  const url = /https?:\/\/\S+#\S+/.exec(text)?.[0];
  if (!url) throw new Error(`The mail has no link:\n${text}`);
  return url;
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Takes a plan by its trial, with a card of the sandbox, and waits until the workspace has it. */
export async function subscribe(page: Page, marque: Marque, person: Newcomer, plan: string): Promise<void> {
  await page.goto(marque.url("/settings/billing", person.host));
  await page.getByRole("link", { name: `Try ${plan}` }).click();
  await payByCard(paymentForm(page), "4242424242424242");
  await expect(page.getByText(`${plan} is active`)).toBeVisible();
}

/** Stripe's form on the checkout page. */
export const paymentForm = (page: Page): FrameLocator =>
  page.frameLocator('iframe[title="Secure payment form (sandbox)"]');

/** @param form on the checkout page, or Stripe's whole page */
export async function payByCard(form: FrameLocator | Page, cardNumber: string): Promise<void> {
  await form.getByLabel("Card number").fill(cardNumber);
  await form.getByLabel("Expiration (MM / YY)").fill("12 / 34");
  await form.getByLabel("Security code (CVC)").fill("123");
  await form.getByLabel("Cardholder name").fill("Ada Owner");
  await form.getByRole("button", { name: "Start trial" }).click();
}
