import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openSamlIdpServer, type SamlIdpServer } from "../support/saml-idp-server.ts";
import { expectAccessible } from "./axe.ts";
import { expect, freePort, Marque, test } from "./marque.ts";
import { signIn } from "./people.ts";

const HOST = "acme.localhost";
let product: Marque;
let provider: SamlIdpServer;

test.beforeAll(async () => {
  const port = await freePort();
  product = new Marque(port, mkdtempSync(path.join(tmpdir(), "marque-saml-")), {
    ALLOW_PRIVATE_ADDRESSES: "true",
    CATALOGUE: "tradingbot-pro",
  });
  // The product's clock stands still from its start on.
  const startedAt = new Date();
  provider = await openSamlIdpServer(() => startedAt);
  await product.start();
});
test.afterAll(async () => {
  await product.stop();
  rmSync(product.directory, { recursive: true, force: true });
  await provider.close();
});

const ownerIs = (email: string) => {
  provider.person = { nameId: "owner-1", attributes: { email, displayName: "Owner", groups: "" } };
};

test("an owner sets SAML up with signed requests and encrypted answers, and comes in by it", async ({
  page,
  browser,
}) => {
  await page.goto(product.url("/sign-in", HOST));
  await signIn(page, "owner@acme.test", "acme-demo-password");
  await expect(page).toHaveURL(product.url("/", HOST));
  await page.goto(product.url("/settings/sso", HOST));
  await page.getByText("SAML 2.0", { exact: true }).click();
  await page.getByLabel("Provider's metadata").fill(`${provider.origin}/metadata`);
  await page.getByRole("button", { name: "Read metadata" }).click();
  await expect(page.getByLabel("Sign-in address")).toHaveValue(`${provider.origin}/sso`);
  await page.getByLabel("Name", { exact: true }).fill("Corp SAML");
  await page.getByRole("switch", { name: "Sign our requests" }).click();
  await page.getByRole("button", { name: "Save provider" }).click();
  await expect(page.getByText("The provider is saved.").first()).toBeVisible();
  await page.getByText("Our certificates").click();
  await expect(page.getByText("BEGIN CERTIFICATE")).toHaveCount(2);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page, `the set-up of SAML at ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });

  provider.selfMetadata = await page.evaluate(async () => (await fetch("/api/sso/metadata")).text());
  provider.settings = { wantsSigned: true, encrypts: true };
  ownerIs("owner@acme.test");
  await page.getByRole("link", { name: "Test sign-in" }).click();
  await expect(page.getByText("your account is linked")).toBeVisible();
  await page.getByRole("switch", { name: "Offer on the sign-in page" }).click();
  await expect(page.getByRole("switch", { name: "Offer on the sign-in page" })).toBeChecked();

  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(product.url("/bots", HOST));
  await theirs.getByRole("link", { name: "Sign in with Corp SAML" }).click();
  await expect(theirs).toHaveURL(product.url("/bots", HOST));
  await expect(theirs.getByRole("button", { name: /Acme Owner/ }).first()).toBeVisible();

  const strange = await (await browser.newContext()).newPage();
  provider.person = { ...provider.person, nameId: "eve", attributes: { email: "eve@elsewhere.test" } };
  await strange.goto(product.url("/sign-in", HOST));
  await strange.getByRole("link", { name: "Sign in with Corp SAML" }).click();
  await expect(strange.getByText("not of a domain that the workspace has proven")).toBeVisible();
});
