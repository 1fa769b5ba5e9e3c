import type { Page } from "@playwright/test";
import { violations } from "./axe.ts";
import { expect, type Marque, test } from "./marque.ts";
import { signIn } from "./people.ts";

const ROOT_PAGES = ["/", "/pricing", "/sign-up", "/sign-in", "/forgot-password"];
const TENANT_PAGES = [
  "/",
  "/data",
  "/data/markets/BTC-USD",
  "/backtests",
  "/backtests/new",
  "/bots",
  "/bots/new",
  "/settings/billing",
  "/settings/billing/checkout/starter?interval=month&currency=usd",
  "/settings/branding",
  "/settings/domains",
  "/settings/members",
  "/settings/roles",
  "/settings/sign-in",
  "/settings/sso",
  "/settings/usage",
  "/settings/api-keys",
  "/account/membership",
  "/account/profile",
  "/account/security",
  "/invite",
];

async function sweep(page: Page, marque: Marque, host: string, paths: string[]): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const path of paths) {
      await page.goto(marque.url(path, host));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await violations(page), `${host}${path}, ${colorScheme}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${host}${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  }
}

for (const width of [1280, 360]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });
    test.setTimeout(240_000);

    test("the root's pages meet WCAG 2.2 AA, in light and dark", async ({ page, marque }) => {
      await sweep(page, marque, "localhost", ROOT_PAGES);
    });

    test("a tenant's pages meet WCAG 2.2 AA in its theme, in light and dark", async ({ page, marque }) => {
      await page.goto(marque.url("/sign-in", "nova.localhost"));
      expect(await violations(page)).toEqual([]);
      await signIn(page, "owner@nova.test", "nova-demo-password");
      await expect(page).toHaveURL(marque.url("/", "nova.localhost"));
      await sweep(page, marque, "nova.localhost", TENANT_PAGES);
    });
  });
}
