import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DnsServer, openDnsServer } from "../support/dns-server.ts";
import { test as base, expect, freePort, Marque } from "./marque.ts";
import { signIn } from "./people.ts";

/** A product of its own that asks a DNS server of the test's, under a price list that does not sell domains apart. */
const test = base.extend<object, { dns: DnsServer; marque: Marque }>({
  dns: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern.
    async ({}, use) => {
      const dns = await openDnsServer();
      dns.set("edge.marque.test", "A", "127.0.0.1");
      await use(dns);
      await dns.close();
    },
    { scope: "worker" },
  ],
  marque: [
    async ({ dns }, use) => {
      const directory = mkdtempSync(path.join(tmpdir(), "marque-e2e-"));
      const settings = { DNS_SERVERS: dns.address, DOMAIN_TARGET: "edge.marque.test", CATALOGUE: "auterity" };
      const marque = new Marque(await freePort(), directory, settings);
      await marque.start();
      await use(marque);
      await marque.stop();
      rmSync(directory, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test.use({ mayComplain: true });

test("a domain is added, proven, opened, lost, and released", async ({ page, marque, dns, context }) => {
  await page.goto(marque.url("/sign-in", "acme.localhost"));
  await signIn(page, "owner@acme.test", "acme-demo-password");
  await expect(page).toHaveURL(marque.url("/", "acme.localhost"));
  await page.getByRole("link", { name: "Domains" }).first().click();
  await expect(page.getByRole("heading", { name: "Domains", level: 1 })).toBeVisible();

  await page.getByLabel("Domain", { exact: true }).fill("acme.localhost");
  await page.getByRole("button", { name: "Add domain" }).click();
  await expect(page.getByText("This address belongs to the platform")).toBeVisible();
  await page.getByLabel("Domain", { exact: true }).fill("Desk.acme.test");
  await page.getByRole("button", { name: "Add domain" }).click();

  const card = page
    .locator("section", { has: page.getByRole("heading", { name: /desk\.acme\.test/ }) })
    .last();
  await expect(card.getByText("Needs records")).toBeVisible();
  await expect(card.getByText("_domain-verify.desk", { exact: true })).toBeVisible();
  const proof = (await card.getByText(/^domain-verify=/).textContent()) ?? "";

  await card.getByRole("button", { name: "Check now" }).click();
  await expect(card.getByText("The TXT record was not found.")).toBeVisible();
  dns.set("_domain-verify.desk.acme.test", "TXT", proof);
  dns.set("desk.acme.test", "A", "192.0.2.1");
  await card.getByRole("button", { name: "Check now" }).click();
  await expect(card.getByText("Verifying")).toBeVisible();
  await expect(card.getByText("192.0.2.1")).toBeVisible();

  dns.set("desk.acme.test", "CNAME", "edge.marque.test");
  // Nobody presses anything: the worker looks by itself, and the open page hears of it.
  await expect
    .poll(
      async () => {
        marque.advance(30_000);
        return card.getByText("Live", { exact: true }).isVisible();
      },
      { timeout: 30_000 },
    )
    .toBe(true);

  const there = await context.newPage();
  await there.goto(marque.url("/bots", "desk.acme.test"));
  await expect(there).toHaveURL(/desk\.acme\.test:\d+\/sign-in/);
  await signIn(there, "owner@acme.test", "acme-demo-password");
  await expect(there).toHaveURL(marque.url("/bots", "desk.acme.test"));
  await expect(there.getByText("Acme Trading").first()).toBeVisible();

  dns.remove("_domain-verify.desk.acme.test");
  await card.getByRole("button", { name: "Check now" }).click();
  await expect(card.getByText("Failing", { exact: true })).toBeVisible();
  await expect(card.getByText(/put the record back before/)).toBeVisible();

  await card.getByRole("button", { name: "More for desk.acme.test" }).click();
  await card.getByRole("button", { name: "Release…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Release domain" })).toBeDisabled();
  await dialog.getByLabel("Type desk.acme.test to confirm").fill("desk.acme.test");
  await dialog.getByRole("button", { name: "Release domain" }).click();
  await expect(page.getByRole("heading", { name: /desk\.acme\.test/ })).toHaveCount(0);
  const gone = await there.goto(marque.url("/", "desk.acme.test"));
  expect(gone?.status()).toBe(404);
});
