import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect, type Marque, test } from "./marque.ts";
import { linkIn, newcomer, signIn, signUp } from "./people.ts";

const STEP_MS = 30_000;

/** What an authenticator app shows by the product's clock, which stands still unless it is moved. */
function appOf(secret: string, startedAt: number) {
  let at = startedAt;
  return {
    code: () => TOTP.generate({ secret: Secret.fromBase32(secret.replaceAll(" ", "")), timestamp: at }),
    /** The next code, on both clocks. */
    wait(marque: Marque) {
      at += STEP_MS;
      marque.advance(STEP_MS);
    },
  };
}

/** An authenticator in the browser: it verifies its person by itself. */
async function plugInAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function signOut(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /Account:/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).toHaveURL(/sign-in/);
}

test("two-factor is set up with an app, asked for at sign-in, and a backup code stands in once", async ({
  page,
  marque,
}) => {
  const person = newcomer("two-factor");
  await signUp(page, marque, person);
  await page.goto(marque.url("/account/security", person.host));
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = await page.locator("pre code").textContent();
  const { sentAt } = await marque.mailTo(person.email, /Finish creating/);
  const app = appOf(secret ?? "", Date.parse(sentAt));
  await page.getByLabel("Code", { exact: true }).fill(app.code());
  await page.getByRole("button", { name: "Turn on" }).click();
  const kept = page.getByRole("list", { name: "Backup codes" }).getByRole("listitem");
  await expect(kept).toHaveCount(10);
  const codes = await kept.allInnerTexts();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 of 10 left")).toBeVisible();
  await marque.mailTo(person.email, /Two-factor is on/);

  await signOut(page);
  await signIn(page, person.email, person.password);
  await expect(page.getByLabel("Code", { exact: true })).toBeVisible();
  app.wait(marque);
  await page.getByLabel("Code", { exact: true }).fill(app.code());
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(marque.url("/", person.host));

  await signOut(page);
  await signIn(page, person.email, person.password);
  await page.getByRole("button", { name: "Use a backup code" }).click();
  await page.getByLabel("Backup code", { exact: true }).fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(marque.url("/", person.host));
  await page.goto(marque.url("/account/security", person.host));
  await expect(page.getByText("9 of 10 left")).toBeVisible();
});

async function addPasskey(page: Page, marque: Marque, host: string, name: string): Promise<void> {
  await plugInAuthenticator(page);
  await page.goto(marque.url("/account/security", host));
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
}

test("a passkey is offered where the e-mail is typed", async ({ page, marque }) => {
  const person = newcomer("offered-passkey");
  await signUp(page, marque, person);
  await addPasskey(page, marque, person.host, "My phone");
  await page.context().clearCookies();
  await page.goto(marque.url("/sign-in", person.host));
  // The authenticator takes the offer at once.
  await expect(page).toHaveURL(marque.url("/", person.host));
});

test("a passkey is added, signs in without a password, and is removed", async ({ page, marque }) => {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  const person = newcomer("with-passkey");
  await signUp(page, marque, person);
  await addPasskey(page, marque, person.host, "My laptop");

  await signOut(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(marque.url("/", person.host));

  await page.goto(marque.url("/account/security", person.host));
  await page.getByRole("button", { name: "Remove My laptop" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("No passkeys yet")).toBeVisible();
});

test("a forgotten password is replaced on the tenant's own domain, in its name", async ({ page, marque }) => {
  const host = "trade.acme.test";
  await page.goto(marque.url("/sign-in", host));
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page).toHaveURL(marque.url("/forgot-password", host));
  await page.getByLabel("E-mail").fill("owner@acme.test");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const mail = await marque.mailTo("owner@acme.test", /new password/);
  expect(mail.fromName).toBe("Acme Trading");
  expect(mail.text).not.toContain("Marque");

  const link = linkIn(mail.text);
  expect(link).toContain(marque.url("/reset-password#", host));
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill("four words make sense");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
  await page.getByRole("link", { name: "Sign in", exact: true }).click();
  await signIn(page, "owner@acme.test", "four words make sense");
  await expect(page).toHaveURL(marque.url("/", host));
  await marque.mailTo("owner@acme.test", /was reset/);

  await page.goto(marque.url("/account/profile", host));
  await page.getByLabel("Present password").fill("four words make sense");
  // As it was: others sign in as this owner, too.
  await page.getByLabel("New password", { exact: true }).fill("acme-demo-password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed").first()).toBeVisible();
});

test.describe("refusals", () => {
  test.use({ mayComplain: true });

  test("a used link says so and leads to a new one; a wrong code stays where it is", async ({
    page,
    marque,
  }) => {
    await page.goto(marque.url("/reset-password#reset.not.one", "nova.localhost"));
    await page.getByLabel("New password", { exact: true }).fill("four words make sense");
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByText(/expired or was used/)).toBeVisible();
    await page.getByRole("link", { name: "Ask for a new link" }).click();
    await expect(page).toHaveURL(marque.url("/forgot-password", "nova.localhost"));

    const person = newcomer("wrong-code");
    await signUp(page, marque, person);
    await page.goto(marque.url("/account/security", person.host));
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Turn on" }).click();
    await expect(page.getByText(/not the code of this moment/)).toBeVisible();

    await page.goto(marque.url("/settings/sign-in", person.host));
    await page.getByRole("switch", { name: /Require two-factor/ }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Require it" }).click();
    await expect(page.getByText(/for yourself first/)).toBeVisible();
  });
});
