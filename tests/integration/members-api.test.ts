import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { grantApiAccess } from "#tests/support/api-access.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { join, mailedToken, PASSWORD, setSeats } from "#tests/support/members.ts";
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
  const members = (await ask("GET", "/members", { host, token })).body.members;
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

it("who is removed takes their API keys along with the next call; their invitations stay, and say so (P10)", async () => {
  const nova = await harness.mintTenant("nova");
  await grantApiAccess(nova);
  await setSeats(nova, 10);
  const ask = restDoor(harness.ports);
  const host = "nova.localhost:3000";
  const admin = await join(harness, nova, "admin@people.test", "admin");
  const login = (email: string, password: string) =>
    ask("POST", "/auth/login", { host, body: { email, password } });
  const { accessToken: owners } = (await login(nova.email, nova.password)).body;
  const { accessToken: theirs } = (await login(admin.email, PASSWORD)).body;
  const made = await ask("POST", "/keys", {
    host,
    token: theirs,
    body: { name: "Desk", scopes: ["bot:read"] },
  });
  expect(made.status).toBe(201);
  const { secret, key } = made.body;
  await ask("POST", "/invitations", {
    host,
    token: theirs,
    body: { emails: ["next@people.test"], role: "viewer" },
  });
  for (let calls = 0; calls < 3; calls++)
    expect((await ask("GET", "/bots", { token: secret })).status).toBe(200);

  await ask("DELETE", `/members/${admin.memberId}`, { host, token: owners });
  expect(await ask("GET", "/bots", { token: secret })).toMatchObject({
    status: 401,
    body: { error: { details: { reason: "invalid_token", problem: "creator_gone" } } },
  });
  expect(await ask("POST", `/keys/${key.id}/rotate`, { token: secret, body: {} })).toMatchObject({
    status: 401,
  });
  expect((await ask("GET", "/keys", { host, token: owners })).body).toMatchObject([{ createdBy: null }]);

  const [invitation] = (await ask("GET", "/invitations", { host, token: owners })).body;
  expect(invitation).toMatchObject({ email: "next@people.test", isInviterGone: true });
  harness.clock.advance(61_000);
  const again = await ask("POST", `/invitations/${invitation.id}/resend`, { host, token: owners, body: {} });
  expect(again).toMatchObject({ status: 200, body: { isInviterGone: false, invitedByName: "Owner" } });
  const accept = {
    token: await mailedToken(harness, "next@people.test"),
    name: "N. Ext",
    password: PASSWORD,
  };
  expect((await ask("POST", "/invitations/accept", { host, body: accept })).status).toBe(200);
});
