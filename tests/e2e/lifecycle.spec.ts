import type { APIRequestContext } from "@playwright/test";
import { expect, type Marque, test } from "./marque.ts";
import { newcomer, signUp } from "./people.ts";

const OPERATOR = { email: "operator@marque.test", password: "operator-demo-password" };

async function operator(marque: Marque, request: APIRequestContext) {
  const login = await request.post(marque.url("/api/v1/auth/login"), { data: OPERATOR });
  const { accessToken } = await login.json();
  const headers = { authorization: `Bearer ${accessToken}` };
  return (path: string, data: object = {}) =>
    request.post(marque.url(`/api/v1/admin/tenants${path}`), { headers, data });
}

test.describe("closing", () => {
  test.use({ mayComplain: true });

  test("a workspace is closed by its name, shows its way back, and is restored", async ({ page, marque }) => {
    const person = newcomer("closer");
    await signUp(page, marque, person);
    await page.goto(marque.url("/settings/workspace", person.host));
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Close workspace" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByLabel("to confirm").fill("something else");
    await dialog.getByRole("button", { name: "Close workspace" }).click();
    await expect(dialog.getByText("Type the workspace's name")).toBeVisible();
    await dialog.getByLabel("to confirm").fill("closer Trading");
    await dialog.getByRole("button", { name: "Close workspace" }).click();
    await expect(page.getByRole("heading", { name: "This workspace is closed" })).toBeVisible();
    await expect(page.getByText("You can restore it until")).toBeVisible();
    await page.goto(marque.url("/bots", person.host));
    await expect(page.getByRole("heading", { name: "This workspace is closed" })).toBeVisible();
    const api = await page.evaluate(() => fetch("/api/trpc/bots.list").then(({ status }) => status));
    expect(api).toBeGreaterThanOrEqual(400);
    await page.getByRole("button", { name: "Restore workspace" }).click();
    await expect(page.getByRole("heading", { name: "Bots", exact: true })).toBeVisible();
  });
});

test("a suspended workspace says so on the open page, why, and when it is over", async ({
  page,
  marque,
  request,
}) => {
  const person = newcomer("suspendee");
  await signUp(page, marque, person);
  const ask = await operator(marque, request);
  await page.goto("about:blank"); // the page before listens, too
  const listening = page.waitForResponse(/live\.stream/);
  await page.goto(marque.url("/bots", person.host));
  await listening;
  expect((await ask("/suspendee/suspend", { reason: "A report is being looked into." })).status()).toBe(200);
  // No reload: the live stream brings it.
  await expect(page.getByText("This workspace has been suspended")).toBeVisible();
  await expect(page.getByText("A report is being looked into.")).toBeVisible();
  await ask("/suspendee/reactivate");
  await expect(page.getByText("This workspace has been suspended")).toBeHidden();
});

test("the operator provisions a workspace by API, and a stranger finds no such address", async ({
  marque,
  request,
}) => {
  const ask = await operator(marque, request);
  const body = { tenant_id: "provisioned", name: "Provisioned Ltd", plan_type: "enterprise" };
  const made = await ask("", body);
  expect([made.status(), await made.json()]).toMatchObject([201, { ...body, status: "active" }]);
  expect((await request.post(marque.url("/api/v1/admin/tenants"), { data: body })).status()).toBe(404);
});
