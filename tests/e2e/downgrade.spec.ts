import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { test as base, expect, freePort, Marque } from "./marque.ts";
import { type Newcomer, newcomer, signUp, subscribe } from "./people.ts";

const DAY_MS = 86_400_000;
const BOTS = ["Eldest", "Second", "Third", "Youngest"];

/** A second product under a price list that sells branding apart. */
const test = base.extend<object, { branded: Marque }>({
  branded: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
    async ({}, use) => {
      const directory = mkdtempSync(path.join(tmpdir(), "marque-e2e-"));
      const marque = new Marque(await freePort(), directory, { CATALOGUE: "auterity" });
      await marque.start();
      await use(marque);
      await marque.stop();
      rmSync(directory, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

async function startBots(page: Page, marque: Marque, { email, password, slug }: Newcomer): Promise<void> {
  const login = await page.request.post(marque.url(`/api/v1/tenants/${slug}/auth/login`), {
    data: { email, password },
  });
  const headers = { authorization: `Bearer ${(await login.json()).accessToken}` };
  for (const name of BOTS) {
    const bot = { name, market: "SOL-USD", timeframe: "1h", strategy: "sma-cross", params: {} };
    const data = { ...bot, requestId: `request-${name}` };
    const answer = await page.request.post(marque.url(`/api/v1/tenants/${slug}/bots`), { headers, data });
    expect(answer.status()).toBe(201);
  }
}

/** Schedules the move to another plan with the end of the period, and lets that come. */
async function goDownTo(page: Page, marque: Marque, host: string, plan: string): Promise<void> {
  await page.goto(marque.url("/settings/billing", host));
  const region = page.getByRole("region", { name: plan, exact: true });
  await region.getByRole("button", { name: `Change to ${plan}` }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Change on/ })
    .click();
  await expect(page.getByText(new RegExp(`${plan}, by the month, comes on`))).toBeVisible();
  await marque.advanceStripe(31 * DAY_MS);
  await expect(region.getByRole("button", { name: "Your plan" })).toBeVisible();
}

test.describe("a plan that ends with its period", () => {
  // The refusal of the resumed bot is part of the walk; a browser reports each 4xx.
  test.use({ mayComplain: true });

  test("pauses the bot that is too many, says why, and leaves it to people which one goes on", async ({
    page,
    marque,
  }) => {
    const person = newcomer("downgrader");
    await signUp(page, marque, person);
    await subscribe(page, marque, person, "Starter");
    await startBots(page, marque, person);
    await page.goto(marque.url("/settings/billing", person.host));
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel subscription" }).click();
    await expect(page.getByRole("button", { name: "Keep subscription" })).toBeVisible();
    await marque.advanceStripe(31 * DAY_MS);

    await page.goto(marque.url("/bots", person.host));
    const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
    await expect(row("Youngest").getByText("Paused")).toBeVisible();
    for (const name of BOTS.slice(0, 3)) await expect(row(name).getByText("Running")).toBeVisible();
    await page.getByRole("link", { name: "Youngest" }).click();
    await expect(page.getByText("Paused by the plan")).toBeVisible();
    await expect(page.getByText("Your plan (Free) allows 3 bots. Starter allows more.")).toBeVisible();
    await page.getByRole("tab", { name: "Log" }).click();
    await expect(page.getByText("PLAN_LIMIT")).toBeVisible();

    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByText("allows 3 bots").last()).toBeVisible();
    await page.goto(marque.url("/bots", person.host));
    await page.getByRole("link", { name: "Eldest" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
    await page.goto(marque.url("/bots", person.host));
    await page.getByRole("link", { name: "Youngest" }).click();
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
    await expect(page.getByText("Paused by the plan")).toBeHidden();
    const mail = await marque.mailTo(person.email, /A bot was paused/);
    expect(mail.text).toContain("- Youngest");
  });
});

test("a look stays under a smaller plan, and can't be changed", async ({ page, branded: marque }) => {
  const person = newcomer("frozen");
  await signUp(page, marque, person);
  await subscribe(page, marque, person, "Professional");
  await page.goto(marque.url("/settings/branding", person.host));
  await page.getByLabel("Company name").fill("Kept Company");
  await page.getByRole("button", { name: "Save branding" }).click();
  await expect(page.getByText("Branding saved.")).toBeVisible();
  await marque.advanceStripe(15 * DAY_MS);
  await goDownTo(page, marque, person.host, "Starter");

  await page.goto(marque.url("/settings/branding", person.host));
  await expect(page.getByText("Custom branding: not in your plan")).toBeVisible();
  await expect(page.getByText("The look is frozen")).toBeVisible();
  await expect(page.getByText("Professional includes it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save branding" })).toBeDisabled();
  await expect(page.getByLabel("Company name")).toHaveValue("Kept Company");
  await expect(page.getByText("Kept Company").first()).toBeVisible();
});
