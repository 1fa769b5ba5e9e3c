import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { tenantOutbox } from "#server/modules/audit/index.ts";
import { welcomeOwner } from "#server/modules/notifications/index.ts";
import { mailboxFolder } from "#server/platform/mailer.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import { openHarness } from "#tests/support/harness.ts";

it("a new owner is told once where the workspace is, however often the event comes", async () => {
  const harness = await openHarness({ env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-mail-")) } });
  const { tenant, email } = await harness.mintTenant("mailed");
  const [event] = await tenantOutbox.pending(harness.ports.systemDb.client);
  if (!event) throw new Error("sign-up emitted no event");
  const { signal } = new AbortController();
  await welcomeOwner.run(harness.ports, event, signal);
  await welcomeOwner.run(harness.ports, event, signal);
  const mails = await readMails(mailboxFolder(harness.ports.env));
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({
    to: email,
    text: expect.stringContaining(`http://${tenant.slug}.localhost:3000`),
  });
  await harness.close();
});
