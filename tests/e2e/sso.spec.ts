import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DnsServer, openDnsServer } from "../support/dns-server.ts";
import { openOidcProvider, type TestProvider } from "../support/oidc-provider.ts";
import { expectAccessible } from "./axe.ts";
import { expect, freePort, Marque, test } from "./marque.ts";
import { signIn } from "./people.ts";

const HOST = "acme.localhost";
let product: Marque;
let provider: TestProvider;
let dns: DnsServer;

test.beforeAll(async () => {
  const port = await freePort();
  provider = await openOidcProvider(() => [`http://${HOST}:${port}/api/sso/callback`]);
  dns = await openDnsServer();
  product = new Marque(port, mkdtempSync(path.join(tmpdir(), "marque-sso-")), {
    ALLOW_PRIVATE_ADDRESSES: "true",
    DNS_SERVERS: dns.address,
    // A catalogue that does not sell single sign-on apart, so that everybody has it.
    CATALOGUE: "tradingbot-pro",
  });
  await product.start();
});
test.afterAll(async () => {
  await product.stop();
  rmSync(product.directory, { recursive: true, force: true });
  await dns.close();
  await provider.close();
});

test("an owner sets single sign-on up, a new person comes in by it, and a password is refused", async ({
  page,
  browser,
}) => {
  await page.goto(product.url("/sign-in", HOST));
  await signIn(page, "owner@acme.test", "acme-demo-password");
  await expect(page).toHaveURL(product.url("/", HOST));

  await page.goto(product.url("/settings/sso", HOST));
  await expect(page.getByText(product.url("/api/sso/callback", HOST))).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Corp ID");
  await page.getByLabel("Issuer").fill(provider.issuer);
  await page.getByLabel("Client ID").fill(provider.clientId);
  await page.getByLabel("Client secret").fill("wrong");
  await page.getByRole("button", { name: "Save provider" }).click();
  await page.getByRole("button", { name: "Check connection" }).click();
  await expect(page.getByText("does not accept the client ID or secret")).toBeVisible();
  await page.getByLabel("Client secret").fill(provider.clientSecret);
  await page.getByRole("button", { name: "Save provider" }).click();
  await expect(page.getByText("The provider is saved.").first()).toBeVisible();
  await page.getByRole("button", { name: "Check connection" }).click();
  await expect(page.getByText("The provider accepts the client ID and secret.")).toBeVisible();
  await expect(page.getByText("The provider sends people back to")).toBeVisible();

  provider.person = { sub: "owner", email: "owner@acme.test", email_verified: true, name: "Owner" };
  await page.getByRole("link", { name: "Test sign-in" }).click();
  await expect(page.getByText("your account is linked")).toBeVisible();
  await page.getByRole("switch", { name: "Offer on the sign-in page" }).click();
  await expect(page.getByRole("switch", { name: "Offer on the sign-in page" })).toBeChecked();

  await page.getByLabel("Add a domain").fill("corp.test");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const line = page.getByRole("list", { name: "E-mail domains" }).getByRole("listitem");
  const value = (await line.getByText(/^sso-verify=/).textContent()) ?? "";
  await line.getByRole("button", { name: "Check now" }).click();
  await expect(line.getByText("It was not found just now")).toBeVisible();
  dns.set("_sso-verify.corp.test", "TXT", value);
  await line.getByRole("button", { name: "Check now" }).click();
  await expect(line.getByText("Proven", { exact: true })).toBeVisible();

  const newcomer = await browser.newContext();
  const theirs = await newcomer.newPage();
  provider.person = { sub: "eve", email: "eve@elsewhere.test", email_verified: true };
  await theirs.goto(product.url("/sign-in", HOST));
  await theirs.getByRole("link", { name: "Sign in with Corp ID" }).click();
  await expect(theirs.getByText("not of a domain that the workspace has proven")).toBeVisible();
  await expectAccessible(theirs, "the sign-in page after a refusal");
  provider.person = { sub: "ann", email: "ann@corp.test", email_verified: true, name: "Ann Corp" };
  await theirs.getByRole("link", { name: "Sign in with Corp ID" }).click();
  await expect(theirs).toHaveURL(product.url("/", HOST));
  await expect(theirs.getByRole("button", { name: /Ann Corp/ }).first()).toBeVisible();

  await page.reload();
  await expect(page.getByText("not of a domain that the workspace has proven")).toBeVisible();
  await page.getByRole("switch", { name: "Require it" }).click();
  await page.getByRole("button", { name: "Require it" }).click();
  await expect(page.getByRole("switch", { name: "Require it" })).toBeChecked();

  const third = await (await browser.newContext()).newPage();
  await third.goto(product.url("/sign-in", HOST));
  for (const email of ["ann@corp.test", "nobody@corp.test"]) {
    await signIn(third, email, "a password of some kind");
    await expect(third.getByText("People of corp.test sign in with Corp ID here.")).toBeVisible();
  }
  await expectAccessible(third, "the sign-in page where single sign-on is required");
  await theirs.reload();
  await expect(theirs.getByRole("button", { name: /Ann Corp/ }).first()).toBeVisible();

  await page.getByRole("button", { name: "Make a token" }).click();
  await expect(page.getByText("This is shown only now")).toBeVisible();
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page, `the settings of single sign-on at ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });

  const linked = page.getByRole("list", { name: "Linked people" });
  await linked.getByRole("button", { name: "Unlink Ann Corp" }).click();
  await page.getByRole("button", { name: "Unlink", exact: true }).click();
  await expect(page.getByText("The link is removed.").first()).toBeVisible();
  await expect(linked.getByText("Ann Corp")).toBeHidden();
  await expect(async () => {
    await theirs.reload();
    await expect(theirs.getByRole("heading", { name: "Sign in" })).toBeVisible({ timeout: 1_000 });
  }).toPass();

  await page.goto(product.url("/account/security", HOST));
  await page.getByRole("button", { name: "Unlink…" }).click();
  await page.getByRole("button", { name: "Unlink", exact: true }).click();
  await expect(page.getByText("Your account is not linked any more.").first()).toBeVisible();
  await expect(page.getByText("Sign-in by Corp ID")).toBeHidden();
});
