import type { Page } from "@playwright/test";
import { expect, type Marque, test } from "./marque.ts";
import { newcomer, payByCard, paymentForm, signUp } from "./people.ts";

const MINUTE = 60_000;

test.describe("paying", () => {
  test.use({ mayComplain: true });

  test("a declined card is said at its field; a good one changes the plan on the open page", async ({
    page,
    marque,
  }) => {
    const person = newcomer("payer");
    await signUp(page, marque, person);
    await page.goto(marque.url("/settings/billing", person.host));
    await expect(page.getByText("0 of 3")).toBeVisible();
    await page.getByRole("link", { name: "Try Professional" }).click();
    const form = paymentForm(page);
    await expect(form.getByText("Sandbox", { exact: true })).toBeVisible();
    await payByCard(form, "4000000000000002");
    await expect(form.getByText("Your card was declined.")).toBeVisible();
    await payByCard(form, "4242424242424242");
    await expect(page).toHaveURL(new RegExp(`^${marque.url("/settings/billing", person.host)}`));
    await expect(page.getByText("Professional is active")).toBeVisible();
    await expect(page.getByText("0 of 50", { exact: true })).toBeVisible();
  });
});

test("a brand is changed and every page wears it", async ({ page, marque }) => {
  const person = newcomer("brander");
  await signUp(page, marque, person);
  await page.goto(marque.url("/settings/branding", person.host));
  await page.getByLabel("Company name").fill("Brander & Sons");
  await page.getByRole("button", { name: "Use #9d174d" }).click();
  await page.getByLabel("Round").check({ force: true });
  await page.locator('input[type="file"]').setInputFiles({
    name: "logo.png",
    mimeType: "image/png",
    buffer: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
      "base64",
    ),
  });
  await expect(page.getByText("Logo saved.")).toBeVisible();
  await page.getByRole("button", { name: "Save branding" }).click();
  await expect(page.getByText("Branding saved.")).toBeVisible();
  await page.goto(marque.url("/bots", person.host));
  const style = await page.evaluate(() => {
    const { getPropertyValue } = CSSStyleDeclaration.prototype;
    const root = getComputedStyle(document.documentElement);
    return {
      accent: getPropertyValue.call(root, "--accent"),
      radius: getPropertyValue.call(root, "--radius"),
    };
  });
  expect(style).toEqual({ accent: expect.stringContaining("#9d174d"), radius: "0.875rem" });
  const logo = page.locator('img[src*="/assets/"]').first();
  await expect(logo).toBeVisible();
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
});

test.describe("candles by CSV", () => {
  test.use({ mayComplain: true });

  test("faults name row and column; a good file becomes a backtest's data", async ({ page, marque }) => {
    const person = newcomer("uploader");
    await signUp(page, marque, person);
    await page.goto(marque.url("/data", person.host));
    const upload = (text: string) =>
      page
        .locator('input[type="file"]')
        .setInputFiles({ name: "prices.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await upload("date,open,high,low,close\n2025-01-01,1,2,1,2\n2025-01-02,2,3,nonsense,3\n");
    await expect(page.getByText(/row 3/i)).toBeVisible();
    await expect(page.getByText(/low/).first()).toBeVisible();
    await upload(sineCandles(400));
    await expect(page.getByText("400", { exact: true }).first()).toBeVisible();

    await page.goto(marque.url("/backtests/new", person.host));
    await page.getByText("Your data").click();
    await page.getByLabel("Fast average").fill("5");
    await page.getByRole("button", { name: "Run backtest" }).click();
    await expect(page.getByText("Completed")).toBeVisible();
    await expect(page.getByText("Closed trades", { exact: true })).toBeVisible();
  });
});

test.describe("a bot", () => {
  // The parameters are refused once, and the process is killed while its page is open.
  test.use({ mayComplain: true });

  test("is made from a backtest, trades, survives a crash and is watched live", async ({ page, marque }) => {
    const person = newcomer("trader");
    await signUp(page, marque, person);
    await page.goto(marque.url("/backtests/new", person.host));
    await page.getByLabel("Fast average").fill("30");
    await page.getByRole("button", { name: "Run backtest" }).click();
    await expect(page.getByText(/longer|smaller|shorter|below/i).first()).toBeVisible();
    await page.getByLabel("Fast average").fill("3");
    await page.getByLabel("Slow average").fill("8");
    await page.getByRole("button", { name: "Run backtest" }).click();
    await expect(page.getByText("Completed")).toBeVisible();
    await page.getByRole("tab", { name: /^Trades/ }).click();
    await expect(page.getByRole("row").nth(1)).toBeVisible();

    await page.getByRole("link", { name: "Start paper bot" }).click();
    await page.getByLabel("Bar").selectOption("1m");
    await page.getByRole("button", { name: "Start paper bot" }).click();
    await expect(page.getByText("Running")).toBeVisible();
    await tradeFor(page, marque, 90);
    await page.getByRole("tab", { name: /^Orders/ }).click();
    await expect(page.getByRole("row").nth(3)).toBeVisible();
    const before = await page.getByRole("row").count();

    await marque.stop("SIGKILL");
    await marque.start();
    await page.reload();
    await expect(page.getByText("Running")).toBeVisible();
    await page.getByRole("tab", { name: /^Orders/ }).click();
    await expect.poll(() => page.getByRole("row").count()).toBeGreaterThanOrEqual(before);
    await tradeFor(page, marque, 60);
    await expect.poll(() => page.getByRole("row").count()).toBeGreaterThan(before);

    await page.getByRole("button", { name: "Stop" }).click();
    await page
      .getByRole("alertdialog")
      .or(page.getByRole("dialog"))
      .getByRole("button", { name: /Stop/ })
      .click();
    await expect(async () => {
      marque.advance(MINUTE);
      await expect(page.getByText("Stopped", { exact: true }).first()).toBeVisible({ timeout: 3_000 });
    }).toPass();
  });
});

/** Lets minutes pass one by one, as they would, so that the bot meets every candle. */
async function tradeFor(page: Page, marque: Marque, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    marque.advance(MINUTE);
    // One round trip to the server leaves it time for its tick.
    await page.request.get(marque.url("/healthz"));
  }
}

function sineCandles(count: number): string {
  const rows = Array.from({ length: count }, (_, n) => {
    const [open, close] = [n, n + 1].map((at) => 100 + 20 * Math.sin(at / 12));
    const time = new Date(Date.UTC(2025, 0, 1) + n * 3_600_000).toISOString();
    return [
      time,
      open,
      Math.max(open ?? 0, close ?? 0) + 1,
      Math.min(open ?? 0, close ?? 0) - 1,
      close,
      5,
    ].join(",");
  });
  return ["date,open,high,low,close,volume", ...rows].join("\n");
}
