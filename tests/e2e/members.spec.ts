import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { expect, type Marque, test } from "./marque.ts";
import { newcomer, signIn, signUp } from "./people.ts";

const PASSWORD = "a long enough password";

async function mailedLink(marque: Marque, email: string): Promise<string> {
  const folder = path.join(marque.directory, "mailbox");
  let link: string | undefined;
  await expect
    .poll(() => {
      const mails = readdirSync(folder).map((name) =>
        JSON.parse(readFileSync(path.join(folder, name), "utf8")),
      );
      const newest = mails.filter(({ to }) => to === email).toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
      link = newest?.text.match(/http\S+\/invite#\S+/)?.[0];
      return link;
    })
    .toBeTruthy();
  return link ?? "";
}

async function invite(page: Page, email: string, role: string): Promise<void> {
  await page.getByRole("button", { name: "Invite people" }).click();
  await page.getByLabel("E-mail addresses").fill(email);
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await page.getByRole("button", { name: "Send invitation" }).click();
}

const openPage = async (browser: Browser) => (await browser.newContext()).newPage();

test.describe("a member", () => {
  // Refusals and a removal are part of the walk; a browser reports each 4xx.
  test.use({ mayComplain: true });

  test("is invited by mail, joins on the tenant's host, sees what the role allows, is promoted and removed", async ({
    page,
    marque,
    browser,
  }) => {
    const owner = newcomer("people-walk");
    await signUp(page, marque, owner);
    await page.goto(marque.url("/settings/members", owner.host));
    await expect(page.getByText("1 of 2 seats")).toBeVisible();
    await invite(page, "vera@people.test", "Viewer");
    await expect(page.getByText("The invitation is on its way.")).toBeVisible();
    await expect(page.getByText("2 of 2 seats")).toBeVisible();
    await expect(page.getByRole("link", { name: "See plans with more" })).toBeVisible();
    await invite(page, "too@many.test", "Viewer");
    await expect(page.getByRole("alert").filter({ hasText: "allows 2 members" })).toBeVisible();
    await expect(page.getByLabel("E-mail addresses")).toHaveValue("too@many.test");
    await page.getByRole("button", { name: "Cancel" }).click();

    const link = await mailedLink(marque, "vera@people.test");
    const guest = await openPage(browser);
    const asked: string[] = [];
    guest.on("request", (request) => asked.push(`${request.url()} ${request.headers().referer ?? ""}`));
    await guest.goto(link);
    await expect(guest.getByRole("heading", { name: "Join people-walk Trading" })).toBeVisible();
    // The plan is sold with our name beside theirs, and nowhere else.
    await expect(guest.getByText("Marque")).toHaveText(["Runs on Marque"]);
    await guest.getByRole("button", { name: "Join" }).click();
    await expect(guest.getByText("Enter your name.")).toBeVisible();
    expect(guest.url()).toBe(marque.url("/invite", owner.host));
    await guest.reload();
    await guest.getByLabel("Your name").fill("Vera Viewer");
    await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await guest.getByRole("button", { name: "Join" }).click();
    await expect(guest).toHaveURL(marque.url("/", owner.host));
    const token = link.split("#")[1] ?? "none";
    expect(asked.filter((line) => line.includes(token))).toEqual([]);

    await expect(guest.getByRole("link", { name: "Members" })).toHaveCount(0);
    await guest.goto(marque.url("/bots", owner.host));
    await expect(guest.getByRole("link", { name: "New bot" })).toHaveCount(0);
    await guest.goto(marque.url("/account/membership", owner.host));
    await expect(guest.getByRole("heading", { name: "Viewer" })).toBeVisible();

    // No reload on either side: the live stream brings the news.
    await expect(page.getByText("Vera Viewer")).toBeVisible();
    await page.getByLabel("Role of Vera Viewer").selectOption("trader");
    await expect(guest.getByRole("heading", { name: "Trader" })).toBeVisible();
    await guest.goto(marque.url("/bots", owner.host));
    await expect(guest.getByRole("link", { name: "New bot" })).toBeVisible();

    await page.getByRole("button", { name: "Actions for Vera Viewer" }).click();
    await page.getByRole("button", { name: "Remove…" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove member" }).click();
    await expect(guest).toHaveURL(/sign-in/);
    await signIn(guest, "vera@people.test", PASSWORD);
    await expect(guest.getByText("E-mail or password is wrong.")).toBeVisible();
    await guest.goto(link);
    await expect(guest.getByText("This invitation was accepted already.")).toBeVisible();
    await guest.context().close();
  });

  test("who has an account signs in first; another account is told so and may switch", async ({
    page,
    marque,
    browser,
  }) => {
    const [host, other] = [newcomer("inviting"), newcomer("invited-one")];
    const theirs = await openPage(browser);
    await signUp(theirs, marque, other);
    await theirs.context().close();
    await signUp(page, marque, host);
    await page.goto(marque.url("/settings/members", host.host));
    await invite(page, other.email, "Admin");
    const link = await mailedLink(marque, other.email);

    await page.goto(link);
    await expect(page.getByText(`You are signed in as ${host.email}`)).toBeVisible();
    await page.getByRole("button", { name: "Sign out and continue" }).click();
    await page.getByRole("link", { name: "Sign in to accept" }).click();
    await signIn(page, other.email, other.password);
    await page.getByRole("button", { name: "Accept invitation" }).click();
    await expect(page).toHaveURL(marque.url("/", host.host));
    await page.goto(marque.url("/settings/members", host.host));
    await expect(page.getByLabel("Members").getByText(other.email)).toBeVisible();
    await expect(page.getByLabel("Role of Ada Owner")).toHaveCount(0);
  });
});

test("permissions of one member are set apart from the role, and listed with the roles", async ({
  page,
  marque,
  browser,
}) => {
  const owner = newcomer("exceptional");
  await signUp(page, marque, owner);
  await page.goto(marque.url("/settings/members", owner.host));
  await invite(page, "tom@exceptional.test", "Trader");
  const guest = await openPage(browser);
  await guest.goto(await mailedLink(marque, "tom@exceptional.test"));
  await guest.getByLabel("Your name").fill("Tom Trader");
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest).toHaveURL(marque.url("/", owner.host));
  await page.getByRole("button", { name: "Actions for Tom Trader" }).click();
  await page.getByRole("button", { name: "Permissions…" }).click();
  await page.getByLabel("See members").selectOption("allowed");
  await page.getByLabel("Change bots").selectOption("denied");
  await page.getByRole("button", { name: "Save permissions" }).click();
  await expect(page.getByText("2 exceptions")).toBeVisible();
  await expect(guest.getByRole("link", { name: "Members" }).first()).toBeVisible();
  await guest.goto(marque.url("/bots", owner.host));
  await expect(guest.getByRole("link", { name: "New bot" })).toHaveCount(0);
  await page.goto(marque.url("/settings/roles", owner.host));
  await expect(page.getByText("Also: See members")).toBeVisible();
  await expect(page.getByText("Not: Change bots")).toBeVisible();
  await guest.context().close();
});

test("ownership is handed over by typing the address", async ({ page, marque, browser }) => {
  const owner = newcomer("handing-over");
  await signUp(page, marque, owner);
  await page.goto(marque.url("/settings/members", owner.host));
  await invite(page, "nia@handing-over.test", "Admin");
  const guest = await openPage(browser);
  await guest.goto(await mailedLink(marque, "nia@handing-over.test"));
  await guest.getByLabel("Your name").fill("Nia Next");
  await guest.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest).toHaveURL(marque.url("/", owner.host));
  await page.getByRole("button", { name: "Actions for Nia Next" }).click();
  await page.getByRole("button", { name: "Transfer ownership…" }).click();
  const button = page.getByRole("button", { name: "Transfer ownership", exact: true });
  await expect(button).toBeDisabled();
  await page.getByLabel("Type handing-over to confirm").fill("handing-over");
  await button.click();
  await expect(page.getByText("Nia Next is now the owner.")).toBeVisible();
  await guest.goto(marque.url("/account/membership", owner.host));
  await expect(guest.getByRole("heading", { name: "Owner", exact: true })).toBeVisible();
  await guest.context().close();
});
