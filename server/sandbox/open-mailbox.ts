import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import type { Env } from "#server/platform/env.ts";
import { mailboxFolder, type StoredMail } from "#server/platform/mailer.ts";

export interface Mailbox {
  url: string;
  close(): Promise<void>;
}

/** A page with every mail that would have been sent, on a free port of its own, this machine only. */
export async function openMailbox(env: Env): Promise<Mailbox> {
  const server = createServer((_request, response) => {
    readMails(mailboxFolder(env)).then(
      (mails) => response.setHeader("content-type", "text/html; charset=utf-8").end(page(mails)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "localhost", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://localhost:${port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}

export async function readMails(folder: string): Promise<StoredMail[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
  const mails = await Promise.all(
    names.map(
      async (name): Promise<StoredMail> => JSON.parse(await readFile(path.join(folder, name), "utf8")),
    ),
  );
  return mails.toSorted((a, b) => b.sentAt.localeCompare(a.sentAt));
}

function page(mails: readonly StoredMail[]): string {
  const rows = mails.map(
    (
      { to, fromName, subject, text, sentAt },
      index,
    ) => `<details${index === 0 ? " open" : ""}><summary><b>${escaped(subject)}</b>
      <span>${escaped(fromName)} → ${escaped(to)}, ${escaped(sentAt)}</span></summary><pre>${linked(escaped(text))}</pre></details>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><style>
    :root{color-scheme:light dark;font:15px/1.5 system-ui}body{max-width:44rem;margin:2rem auto;padding:0 1rem}
    details{border:1px solid #8886;border-radius:8px;padding:.6rem .9rem;margin:.6rem 0}summary{cursor:pointer}
    summary span{display:block;opacity:.75}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}</style>
    <main><h1>Mailbox</h1><p>Sandbox: nothing leaves this machine.</p>${rows.join("") || "<p>No mail yet.</p>"}</main></html>`;
}

/** Addresses become links, so that what a mail asks for is one click away. */
const linked = (html: string): string =>
  html.replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}" rel="noreferrer">${url}</a>`);

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
