import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { manualClock } from "./clock.ts";
import { folderMailer } from "./mailer.ts";

test("whoever reads a mail while it is sent again, many times at once, reads a whole one", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "marque-mailer-"));
  const mailer = folderMailer(folder, manualClock(new Date(0)));
  const mail = { id: "one", to: "ada@x.test", fromName: "X", subject: "S", text: "long ".repeat(40_000) };
  await mailer.send(mail);
  const sending = Promise.all(Array.from({ length: 60 }, () => mailer.send(mail)));
  for (let look = 0; look < 60; look++) {
    expect(JSON.parse(await readFile(path.join(folder, "one.json"), "utf8"))).toMatchObject(mail);
  }
  await sending;
  await rm(folder, { recursive: true });
});
