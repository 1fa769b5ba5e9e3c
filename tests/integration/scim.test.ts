import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rotateScimToken, updateAccess } from "#server/modules/sso/index.ts";
import { findMember } from "#server/modules/tenancy/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { type Answered, type Directory, GROUP, openDirectory, patch, user } from "#tests/support/scim.ts";
import { originOf, SSO_ENV } from "#tests/support/sso.ts";

let harness: Harness;
let acme: Directory;
let rival: Directory;
beforeAll(async () => {
  harness = await openHarness({ env: SSO_ENV });
  acme = await openDirectory(harness, "acme");
  rival = await openDirectory(harness, "rival");
});
afterAll(() => harness.close());

async function roleAt({ tenant }: Directory, email: string): Promise<string | null> {
  const account = await harness.ports.systemDb.client.user.findUnique({ where: { email } });
  const member = account && (await findMember(harness.ports.tenantDb(tenant.tenant.id).client, account.id));
  return member?.role ?? null;
}

describe("a SCIM client", () => {
  it("is told what there is", async () => {
    expect((await acme.ask("GET", "/ServiceProviderConfig")).body.patch.supported).toBe(true);
    expect((await acme.ask("GET", "/ResourceTypes")).body.totalResults).toBe(2);
    expect((await acme.ask("GET", "/Schemas")).status).toBe(200);
    expect((await acme.ask("GET", "/Nothing")).status).toBe(404);
    expect((await acme.ask("PUT", "/Users", user("x@acme-corp.test"))).status).toBe(405);
  });

  it("creates, finds, replaces, patches, deactivates and deletes a person", async () => {
    const created = await acme.ask("POST", "/Users", user("Bea@acme-corp.test", { externalId: "e1" }));
    expect(created.status).toBe(201);
    const { id } = created.body;
    expect(created.body.meta.location).toBe(`${originOf(acme.tenant)}/scim/v2/Users/${id}`);
    expect(await roleAt(acme, "bea@acme-corp.test")).toBe("viewer");

    const found = await acme.ask(
      "GET",
      `/Users?filter=${encodeURIComponent('userName eq "BEA@acme-corp.test"')}`,
    );
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id, externalId: "e1" }] });
    expect((await acme.ask("POST", "/Users", user("bea@acme-corp.test"))).status).toBe(409);

    const replaced = await acme.ask(
      "PUT",
      `/Users/${id}`,
      user("bea@acme-corp.test", { displayName: "Bea B" }),
    );
    expect(replaced.body).toMatchObject({ displayName: "Bea B", active: true });

    const off = await acme.ask(
      "PATCH",
      `/Users/${id}`,
      patch({ op: "Replace", path: "active", value: "False" }),
    );
    expect(off.body.active).toBe(false);
    expect(await roleAt(acme, "bea@acme-corp.test")).toBeNull();
    const on = await acme.ask("PATCH", `/Users/${id}`, patch({ op: "replace", value: { active: true } }));
    expect(on.body.active).toBe(true);
    expect(await roleAt(acme, "bea@acme-corp.test")).toBe("viewer");

    expect((await acme.ask("DELETE", `/Users/${id}`)).status).toBe(204);
    expect(await roleAt(acme, "bea@acme-corp.test")).toBeNull();
    expect((await acme.ask("GET", `/Users/${id}`)).status).toBe(404);
    expect(await harness.ports.systemDb.client.user.count({ where: { email: "bea@acme-corp.test" } })).toBe(
      1,
    );
  });

  it("pages and filters", async () => {
    for (const name of ["p1", "p2", "p3"]) await acme.ask("POST", "/Users", user(`${name}@acme-corp.test`));
    const page = await acme.ask("GET", "/Users?startIndex=2&count=1&sortBy=userName");
    expect(page.body).toMatchObject({
      totalResults: 3,
      startIndex: 2,
      Resources: [{ userName: "p2@acme-corp.test" }],
    });
    const filtered = await acme.ask("GET", `/Users?filter=${encodeURIComponent('userName sw "p3"')}`);
    expect(filtered.body.Resources.map(({ userName }: Answered) => userName)).toEqual(["p3@acme-corp.test"]);
    expect((await acme.ask("GET", "/Users?filter=((")).status).toBe(400);
  });

  it("gives roles by groups", async () => {
    const groupRoles = [{ group: "Traders", role: "trader" as const }];
    await updateAccess.call(acme.tenant.ctx(), { allowJit: true, defaultRole: "viewer", groupRoles });
    const [{ id }] = (
      await acme.ask("GET", `/Users?filter=${encodeURIComponent('userName eq "p1@acme-corp.test"')}`)
    ).body.Resources;
    const group = await acme.ask("POST", "/Groups", {
      schemas: [GROUP],
      displayName: "Traders",
      members: [{ value: id }],
    });
    expect(group.status).toBe(201);
    expect(await roleAt(acme, "p1@acme-corp.test")).toBe("trader");
    expect((await acme.ask("GET", `/Users/${id}`)).body.groups).toMatchObject([{ display: "Traders" }]);
    const remove = patch({ op: "remove", path: `members[value eq "${id}"]` });
    expect((await acme.ask("PATCH", `/Groups/${group.body.id}`, remove)).status).toBeLessThan(300);
    expect(await roleAt(acme, "p1@acme-corp.test")).toBe("viewer");
    const add = patch({ op: "add", path: "members", value: [{ value: id }] });
    await acme.ask("PATCH", `/Groups/${group.body.id}`, add);
    expect(await roleAt(acme, "p1@acme-corp.test")).toBe("trader");
    expect((await acme.ask("DELETE", `/Groups/${group.body.id}`)).status).toBe(204);
    expect(await roleAt(acme, "p1@acme-corp.test")).toBe("viewer");
  });

  it("counts seats", async () => {
    const statuses = [];
    for (const name of ["s1", "s2", "s3"]) {
      statuses.push((await acme.ask("POST", "/Users", user(`${name}@acme-corp.test`))).status);
    }
    expect(statuses).toEqual([201, 201, 403]);
    expect(await roleAt(acme, "s3@acme-corp.test")).toBeNull();
  });

  it("is nobody without its token, with the one before, or with another tenant's", async () => {
    const { token: old } = rival;
    const { token } = await rotateScimToken.call(rival.tenant.ctx(), {});
    for (const wrong of [old, acme.token, "scim_nonsense", ""]) {
      expect((await rival.ask("GET", "/Users", undefined, wrong)).status).toBe(401);
    }
    expect((await rival.ask("GET", "/Users", undefined, token)).status).toBe(200);
    rival.token = token;
  });
});

describe("people outside", () => {
  it("cannot be reached: neither a stranger, nor somebody else's member, nor an owner", async () => {
    const { email } = rival.tenant;
    const stranger = await acme.ask("POST", "/Users", user("nobody@elsewhere.test"));
    const theirs = await acme.ask("POST", "/Users", user(email));
    expect([stranger.status, theirs.status]).toEqual([403, 403]);
    expect(stranger.body.detail).toContain("proven");
    expect(theirs.body.detail).toBe(stranger.body.detail);
    const owner = await acme.ask("POST", "/Users", user(acme.tenant.email, { displayName: "Changed" }));
    expect(owner.status).toBe(201);
    const off = await acme.ask(
      "PATCH",
      `/Users/${owner.body.id}`,
      patch({ op: "replace", value: { active: false } }),
    );
    expect(off.status).toBe(403);
    expect((await acme.ask("DELETE", `/Users/${owner.body.id}`)).status).toBe(403);
    expect(await roleAt(acme, acme.tenant.email)).toBe("owner");
    const account = await harness.ports.systemDb.client.user.findUnique({
      where: { email: acme.tenant.email },
    });
    expect(account?.name).toBe("Owner");
  });

  it("are the other tenant's: its ids are not found, and nothing of it changes", async () => {
    const made = await rival.ask("POST", "/Users", user("r1@rival-corp.test"));
    const group = await rival.ask("POST", "/Groups", { schemas: [GROUP], displayName: "Theirs" });
    for (const [method, body] of [
      ["GET", undefined],
      ["PUT", user("taken@acme-corp.test")],
      ["PATCH", patch({ op: "replace", value: { active: false } })],
      ["DELETE", undefined],
    ] as const) {
      expect((await acme.ask(method, `/Users/${made.body.id}`, body)).status).toBe(404);
    }
    expect((await acme.ask("DELETE", `/Groups/${group.body.id}`)).status).toBe(404);
    const planted = { schemas: [GROUP], displayName: "Ours", members: [{ value: made.body.id }] };
    expect((await acme.ask("POST", "/Groups", planted)).body.members ?? []).toEqual([]);
    expect(await roleAt(rival, "r1@rival-corp.test")).toBe("viewer");
    expect(await roleAt(acme, "r1@rival-corp.test")).toBeNull();
  });

  it("stay apart when two tenants ask at the same time, though scimmy's handlers are one", async () => {
    const both = Array.from({ length: 40 }, (_, index) => (index % 2 ? acme : rival));
    const lists = await Promise.all(
      both.map(async (directory) => ({
        directory,
        users: (await directory.ask("GET", "/Users")).body.Resources,
      })),
    );
    for (const { directory, users } of lists) {
      const { slug } = directory.tenant.tenant;
      expect(users.length).toBeGreaterThan(0);
      const own = users.every(
        ({ userName }: Answered) =>
          userName.endsWith(`@${slug}-corp.test`) || userName === `owner@${slug}.test`,
      );
      expect(own).toBe(true);
      const at = users.every(({ meta }: Answered) => meta.location.startsWith(originOf(directory.tenant)));
      expect(at).toBe(true);
    }
  });
});
