import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { createTransport } from "nodemailer";
import type { Clock } from "./clock.ts";
import type { Env } from "./env.ts";

export interface Mail {
  /** Sending the same id twice delivers once where the other side allows it. */
  id: string;
  to: string;
  /** Whom it is from, in words; the address is the installation's. */
  fromName: string;
  subject: string;
  text: string;
}

export interface StoredMail extends Mail {
  sentAt: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** SMTP where SMTP_URL names a server, else the mailbox folder that the sandbox shows. */
export function openMailer(env: Env, clock: Clock): Mailer {
  return env.SMTP_URL ? smtpMailer(env.SMTP_URL, env.MAIL_FROM) : folderMailer(mailboxFolder(env), clock);
}

export const mailboxFolder = (env: Env): string => path.join(env.DATA_DIR, "mailbox");

function smtpMailer(url: string, address: string): Mailer {
  const transport = createTransport(url);
  const domain = address.split("@")[1] ?? "localhost";
  return {
    async send({ id, to, fromName, subject, text }) {
      const from = { name: fromName, address };
      await transport.sendMail({ from, to, subject, text, messageId: `<${id}@${domain}>` });
    },
  };
}

export function folderMailer(folder: string, clock: Clock): Mailer {
  return {
    async send(mail) {
      const stored: StoredMail = { ...mail, sentAt: clock.now().toISOString() };
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, `${mail.id}.json`);
      // Whoever looks meanwhile sees a whole mail or none, also when two send the same.
      const part = `${file}.${randomUUID()}.part`;
      await writeFile(part, JSON.stringify(stored, null, 2));
      await rename(part, file);
    },
  };
}
