import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PlatformEvent } from "#server/kernel/background.ts";
import { platformOutbox } from "#server/modules/audit/index.ts";
import { mailboxFolder, type StoredMail } from "#server/platform/mailer.ts";
import { readMails } from "#server/sandbox/open-mailbox.ts";
import { drainOutbox } from "#server/worker/relay-outbox.ts";
import { platformSubscribers } from "#server/worker/subscribers.ts";
import { type Harness, openHarness } from "./harness.ts";

/** The server over a mailbox of its own. */
export const openMailed = (): Promise<Harness> =>
  openHarness({ env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-mail-")) } });

/** Works off what concerns no tenant, in this process. @returns the events. */
export async function workOffAccounts({ ports }: Harness): Promise<PlatformEvent[]> {
  const { signal } = new AbortController();
  const heard: PlatformEvent[] = [];
  const deliver = async (event: PlatformEvent) => {
    heard.push(event);
    for (const { events, run } of platformSubscribers) {
      if (events.includes(event.type)) await run(ports, event, signal);
    }
  };
  while (!(await drainOutbox(ports, platformOutbox, deliver)));
  return heard;
}

/** Mails to one address, the newest first. */
export async function mailsTo({ ports }: Harness, to: string): Promise<StoredMail[]> {
  const mails = await readMails(mailboxFolder(ports.env));
  return mails.filter((mail) => mail.to === to).toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** The token behind the fragment of the first link for this use. */
export function tokenIn(text: string, use: string): string {
  const token = new RegExp(`#${use}\\.(\\S+)`).exec(text)?.[1];
  if (!token) throw new Error(`The mail has no link for ${use}:\n${text}`);
  return token;
}
