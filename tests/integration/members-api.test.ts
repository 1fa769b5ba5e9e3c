import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { mailedToken, PASSWORD, setSeats } from "#tests/support/members.ts";
import { restDoor } from "#tests/support/rest.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness({ env: { DATA_DIR: mkdtempSync(path.join(tmpdir(), "marque-members-api-")) } });
});
afterAll(() => harness.close());

it("people are invited, join, change and go by the API; who is removed is refused with the next call", async () => {
  const acme = await harness.mintTenant("acme");
  await setSeats(acme, 10);
  const ask = restDoor(harness.ports);
  const host = "acme.localhost:3000";
  const login = (email: string, password: string) =>
    ask("POST", "/auth/login", { host, body: { email, password } });
  const { accessToken: token } = (await login(acme.email, acme.password)).body;

  const emails = ["api@people.test", "second@people.test"];
  const invited = await ask("POST", "/invitations", { host, token, body: { emails, role: "trader" } });
  expect(invited).toMatchObject({ status: 201, body: [{ outcome: "invited" }, { outcome: "invited" }] });
  expect((await ask("GET", "/members/seats", { host, token })).body).toEqual({
    members: 1,
    reserved: 2,
    limit: 10,
  });
  const pending = (await ask("GET", "/invitations", { host, token })).body;
  const { id } = pending.find(({ email }: { email: string }) => email === "second@people.test");
  expect((await ask("DELETE", `/invitations/${id}`, { host, token })).status).toBe(200);

  const invitation = { token: await mailedToken(harness, "api@people.test") };
  expect((await ask("POST", "/invitations/find", { host, body: invitation })).body).toMatchObject({
    status: "open",
    next: "register",
  });
  const elsewhere = await ask("POST", "/invitations/find", { body: invitation });
  expect(elsewhere).toMatchObject({
    status: 400,
    body: { error: { details: { reason: "tenant_missing" } } },
  });
  const joined = await ask("POST", "/invitations/accept", {
    host,
    body: { ...invitation, name: "A. P. Ihi", password: PASSWORD },
  });
  expect(joined).toMatchObject({ status: 200, body: { email: "api@people.test", role: "trader" } });

  const theirs = (await login("api@people.test", PASSWORD)).body.accessToken;
  expect((await ask("GET", "/bots", { host, token: theirs })).status).toBe(200);
  expect((await ask("GET", "/members", { host, token: theirs })).status).toBe(403);
  const members = (await ask("GET", "/members", { host, token })).body;
  const member = members.find(({ email }: { email: string }) => email === "api@people.test");
  const changed = await ask("PATCH", `/members/${member.id}`, {
    host,
    token,
    body: { role: "viewer", grants: ["member:read"] },
  });
  expect(changed).toMatchObject({ status: 200, body: { role: "viewer", grants: ["member:read"] } });
  expect((await ask("GET", "/members", { host, token: theirs })).status).toBe(200);
  expect((await ask("DELETE", `/members/${member.id}`, { host, token })).status).toBe(200);
  expect((await ask("GET", "/bots", { host, token: theirs })).status).toBe(404);
  expect((await ask("POST", "/members/leave", { host, token: theirs, body: {} })).status).toBe(404);
  expect((await ask("POST", "/members/leave", { host, token, body: {} })).body.error).toMatchObject({
    details: { reason: "last_owner" },
  });
});
