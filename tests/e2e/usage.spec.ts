import { readFile } from "node:fs/promises";
import { expect, test } from "./marque.ts";
import { newcomer, signUp } from "./people.ts";

test("an owner sees what is used, takes it away as CSV, and says when to be told", async ({
  page,
  marque,
}) => {
  const ada = newcomer("usage");
  await signUp(page, marque, ada);

  await page.goto(marque.url("/backtests/new", ada.host));
  await page.getByRole("button", { name: "Run backtest" }).click();
  await page.waitForURL(/\/backtests\/[0-9a-z]{26}/);

  await page.goto(marque.url("/settings/billing", ada.host));
  await page.getByRole("link", { name: "Details", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Usage", level: 1 })).toBeVisible();
  const backtests = page.locator("section", { has: page.getByRole("heading", { name: "Backtests" }) });
  await expect(backtests.getByText("1 of 20 today")).toBeVisible();
  await expect(backtests.locator(".recharts-surface")).toBeVisible();
  await page.getByText("By hour", { exact: true }).click();
  await expect(backtests.locator(".recharts-surface")).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    backtests.getByRole("link", { name: "Backtests as CSV" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv.split("\n")[0]).toBe("at,meter,used");
  expect(csv).toMatch(/backtests,1\n/);

  await expect(page.getByText("Use beyond the limits can be bought")).toBeVisible();
  await page.getByLabel("50%").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Usage settings saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("50%")).not.toBeChecked();
  await expect(page.getByLabel("80%")).toBeChecked();

  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
