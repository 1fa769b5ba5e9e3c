import { readFileSync } from "node:fs";
import { expect, test } from "./marque.ts";
import { newcomer, signUp, subscribe } from "./people.ts";

test("a change is in the audit log, opens to what it changed, is exported, and the chain holds", async ({
  page,
  marque,
}) => {
  const person = newcomer("auditor");
  await signUp(page, marque, person);
  await subscribe(page, marque, person, "Enterprise");
  await page.goto(marque.url("/settings/branding", person.host));
  await page.getByLabel("Company name").fill("=Audited & Co");
  await page.getByRole("button", { name: "Save branding" }).click();
  await expect(page.getByText("Branding saved.")).toBeVisible();

  await page.goto(marque.url("/settings/audit", person.host));
  await page.getByRole("button", { name: "Branding updated" }).click();
  const details = page.getByRole("dialog");
  await expect(details.getByText("=Audited & Co")).toBeVisible();
  await expect(details.getByText("branding.update")).toBeVisible();
  await details.getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("button", { name: "Check the chain" }).click();
  await expect(page.getByText(/^Intact: \d+ entries/)).toBeVisible();

  await page.getByLabel("About").selectOption("Bots");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByLabel("About").selectOption("Branding");
  await expect(page.getByRole("button", { name: "Branding updated" })).toBeVisible();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const csv = readFileSync(await (await downloading).path(), "utf8");
  expect(csv.split("\n")[0]).toBe("seq,at,verb,actor,userName,entityId,address,userAgent,before,after,hash");
  expect(csv).toContain("branding.update");
  expect(csv).not.toContain("auth.signUp");

  await page.goto(marque.url("/account/activity", person.host));
  await expect(page.getByText("Branding updated")).toBeVisible();
});
