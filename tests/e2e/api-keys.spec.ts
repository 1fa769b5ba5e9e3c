import type { APIRequestContext, Page } from "@playwright/test";
import { expect, type Marque, test } from "./marque.ts";
import { newcomer, signUp, subscribe } from "./people.ts";

const statusOf = async (request: APIRequestContext, marque: Marque, key: string) =>
  (await request.get(marque.url("/api/v1/me"), { headers: { authorization: `Bearer ${key}` } })).status();

/** The key as the dialog shows it, this once. */
async function shownKey(page: Page): Promise<string> {
  const dialog = page.getByRole("alertdialog", { name: /^Copy the key/ });
  await dialog.getByRole("button", { name: "Copy the key" }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await expect(dialog.locator("code").first()).toHaveText(copied);
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByText(copied)).toHaveCount(0);
  return copied;
}

const act = async (page: Page, name: string, action: string) => {
  await page
    .getByRole("button", { name: `Actions for ${name}` })
    .first()
    .click();
  await page.getByRole("button", { name: action }).click();
};

test.describe("an API key", () => {
  // Refusals are part of the walk; a browser reports each 4xx.
  test.use({ mayComplain: true, permissions: ["clipboard-read", "clipboard-write"] });

  test("is made, copied, used, rotated with an overlap, and refused within a second of being revoked", async ({
    page,
    request,
    marque,
  }) => {
    const owner = newcomer("key-walk");
    await signUp(page, marque, owner);
    await page.goto(marque.url("/settings/api-keys", owner.host));
    await expect(page.getByText("API access: not in your plan")).toBeVisible();
    await expect(page.getByRole("button", { name: "Create key" })).toHaveCount(0);
    await subscribe(page, marque, owner, "Starter");

    await page.goto(marque.url("/settings/api-keys", owner.host));
    await expect(page.getByText(`curl ${marque.url("/api/v1/me", owner.host)}`)).toBeVisible();
    await page.getByRole("button", { name: "Create key" }).click();
    await page.getByRole("button", { name: "Create key" }).last().click();
    await expect(page.getByText("Give the key a name.")).toBeVisible();
    await page.getByLabel("Name").fill("Reporting");
    await page.getByRole("radio", { name: "Trading" }).check();
    await expect(page.getByRole("checkbox", { name: "Change bots" })).toBeChecked();
    await page.getByLabel("Allowed addresses").fill("home");
    await page.getByRole("button", { name: "Create key" }).last().click();
    await expect(page.getByText(/home is no IP address/)).toBeVisible();
    await page.getByLabel("Allowed addresses").fill("127.0.0.0/8, ::1");
    await page.getByRole("button", { name: "Create key" }).last().click();
    const key = await shownKey(page);
    await expect(page.getByText(`tkey_…${key.slice(-4)}`)).toBeVisible();
    await expect(page.getByText("Not used yet")).toBeVisible();

    const me = await request.get(marque.url("/api/v1/me"), { headers: { authorization: `Bearer ${key}` } });
    expect(me.status()).toBe(200);
    expect(await me.json()).toMatchObject({ tenant: { slug: "key-walk" }, apiKey: { name: "Reporting" } });
    expect(me.headers()["ratelimit-policy"]).toContain('comment="workspace"');
    await page.reload();
    await expect(page.getByText(/from .*(127\.0\.0\.1|::1)/)).toBeVisible();

    await act(page, "Reporting", "Rotate…");
    await page.getByLabel("The old key").selectOption({ label: "Works for another hour" });
    await page.getByRole("button", { name: "Rotate key" }).click();
    const next = await shownKey(page);
    await expect(page.getByText("Replaced", { exact: true })).toBeVisible();
    expect([await statusOf(request, marque, key), await statusOf(request, marque, next)]).toEqual([200, 200]);
    marque.advance(3_600_000);
    await expect.poll(() => statusOf(request, marque, key)).toBe(401);
    expect(await statusOf(request, marque, next)).toBe(200);

    await act(page, "Reporting", "Revoke…");
    await page.getByRole("button", { name: "Revoke key" }).click();
    await expect(page.getByText("“Reporting” was revoked.")).toBeVisible();
    await expect.poll(() => statusOf(request, marque, next), { timeout: 1_000 }).toBe(401);
  });
});
