import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { type Answered, type Directory, GROUP, openDirectory, patch, user } from "#tests/support/scim.ts";
import { SSO_ENV } from "#tests/support/sso.ts";

const PEOPLE = 30;
let harness: Harness;
let acme: Directory;

const nameOf = (index: number) => `p${String(index).padStart(2, "0")}@acme-corp.test`;

beforeAll(async () => {
  harness = await openHarness({ env: SSO_ENV });
  acme = await openDirectory(harness, "acme", 100);
  for (let index = 0; index < PEOPLE; index++) {
    const more = { externalId: `ext-${index}`, displayName: index % 2 ? `Odd ${index}` : "Even One" };
    const made = await acme.ask("POST", "/Users", user(nameOf(index), { ...more, active: index !== 7 }));
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  }
  for (const displayName of ["Alpha", "Beta", "Gamma"]) {
    await acme.ask("POST", "/Groups", { schemas: [GROUP], displayName, externalId: `group-${displayName}` });
  }
});
afterAll(() => harness.close());

/** Where the client of PostgreSQL hears each row; its types do not tell. */
const rowsOfPg = pg.Query.prototype as unknown as {
  handleDataRow(row: { fields: readonly unknown[] }): void;
};

/** An answer, and how many people or groups the database gave out for it. */
async function asked(path: string): Promise<{ body: Answered; rows: number }> {
  const received = vi.spyOn(rowsOfPg, "handleDataRow");
  const { body } = await acme.ask("GET", path);
  const rows = received.mock.calls.filter(([{ fields }]) =>
    fields.some((field) => /^(?:ext|group)-\w+$/.test(String(field))),
  );
  received.mockRestore();
  return { body, rows: rows.length };
}

const filtered = (type: string, filter: string) => asked(`/${type}?filter=${encodeURIComponent(filter)}`);

describe("a filter by what is a column", () => {
  it.each([
    [`userName eq "${nameOf(3).toUpperCase()}"`, [3]],
    ['externalId eq "ext-4"', [4]],
    [`emails.value eq "${nameOf(5).toUpperCase()}"`, [5]],
    [`emails[value eq "${nameOf(5)}"]`, [5]],
    ['displayName eq "odd 9"', [9]],
    ["active eq false", [7]],
    [`externalId eq "ext-4" and userName eq "${nameOf(4)}"`, [4]],
    [`externalId eq "ext-4" and userName eq "${nameOf(3)}"`, []],
    ['userName eq "nobody@acme-corp.test"', []],
    ['externalId eq "EXT-4"', []],
  ])("%s reads those alone", async (filter, people) => {
    const { body, rows } = await filtered("Users", filter);
    expect(body.Resources.map(({ userName }: Answered) => userName)).toEqual(people.map(nameOf));
    expect(body.totalResults).toBe(people.length);
    expect(rows).toBe(people.length);
  });

  it("finds one by its id, and nobody by another's", async () => {
    const [{ id }] = (await filtered("Users", 'externalId eq "ext-6"')).body.Resources;
    const { body, rows } = await filtered("Users", `id eq "${id}"`);
    expect([body.Resources[0].userName, body.totalResults, rows]).toEqual([nameOf(6), 1, 1]);
    expect((await filtered("Users", 'id eq "none"')).body.totalResults).toBe(0);
  });

  it("finds groups by name, id and externalId", async () => {
    for (const filter of ['displayName eq "beta"', 'externalId eq "group-Beta"']) {
      const { body, rows } = await filtered("Groups", filter);
      expect([body.totalResults, body.Resources[0].displayName, rows]).toEqual([1, "Beta", 1]);
    }
  });

  it.each([
    ['userName sw "p1"', 10],
    ['externalId eq "ext-1" or externalId eq "ext-2"', 2],
    ['name.familyName eq "Family" and externalId eq "ext-3"', 1],
    ["externalId pr", PEOPLE],
  ])("%s is answered, too, the long way", async (filter, count) => {
    expect((await filtered("Users", filter)).body.totalResults).toBe(count);
  });
});

describe("a list in parts", () => {
  it("reads no more than is asked for, and says how many there are", async () => {
    const { body, rows } = await asked("/Users?startIndex=11&count=5");
    expect(body).toMatchObject({ totalResults: PEOPLE, startIndex: 11, itemsPerPage: 5 });
    expect(body.Resources.map(({ userName }: Answered) => userName)).toEqual(
      [10, 11, 12, 13, 14].map(nameOf),
    );
    expect(rows).toBe(5);
  });

  it("has everybody once, whatever the parts", async () => {
    const names: string[] = [];
    for (let startIndex = 1; startIndex <= PEOPLE; startIndex += 7) {
      const { body } = await asked(`/Users?startIndex=${startIndex}&count=7`);
      names.push(...body.Resources.map(({ userName }: Answered) => userName));
    }
    expect(names).toEqual(Array.from({ length: PEOPLE }, (_, index) => nameOf(index)));
  });

  it.each([
    ["count=0", { totalResults: PEOPLE, itemsPerPage: 0, startIndex: 1 }, 0],
    ["count=-3", { totalResults: PEOPLE, itemsPerPage: 0 }, 0],
    ["startIndex=0&count=2", { totalResults: PEOPLE, startIndex: 1, itemsPerPage: 2 }, 2],
    ["startIndex=-5&count=2", { totalResults: PEOPLE, startIndex: 1 }, 2],
    ["startIndex=1000&count=2", { totalResults: PEOPLE, startIndex: 1000 }, 0],
    ["startIndex=x&count=y", { totalResults: PEOPLE, startIndex: 1 }, PEOPLE],
    ["count=100000", { totalResults: PEOPLE }, PEOPLE],
  ])("bears %s", async (query, said, count) => {
    const { body } = await asked(`/Users?${query}`);
    expect(body).toMatchObject(said);
    expect(body.Resources).toHaveLength(count);
  });

  it("is in the order asked for", async () => {
    const { body, rows } = await asked("/Users?sortBy=userName&sortOrder=descending&count=2");
    expect(body.Resources.map(({ userName }: Answered) => userName)).toEqual([nameOf(29), nameOf(28)]);
    expect(rows).toBe(2);
    const long = await asked("/Users?sortBy=externalId&startIndex=2&count=2");
    expect(long.body).toMatchObject({ totalResults: PEOPLE, startIndex: 2 });
    expect(long.body.Resources.map(({ externalId }: Answered) => externalId)).toEqual(["ext-1", "ext-10"]);
    const groups = await asked("/Groups?startIndex=2&count=1");
    expect(groups.body).toMatchObject({
      totalResults: 3,
      startIndex: 2,
      Resources: [{ displayName: "Beta" }],
    });
  });
});

describe("a version", () => {
  const idOf = async (index: number): Promise<string> =>
    (await filtered("Users", `externalId eq "ext-${index}"`)).body.Resources[0].id;
  const rename = (displayName: string) => patch({ op: "replace", path: "displayName", value: displayName });

  it("is told, and an unchanged resource not sent again", async () => {
    const path = `/Users/${await idOf(1)}`;
    const { etag, body } = await acme.ask("GET", path);
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(body.meta.version).toBe(etag);
    const same = await acme.ask("GET", path, undefined, acme.token, { "if-none-match": `"x", ${etag}` });
    expect([same.status, same.body]).toEqual([304, null]);
    expect((await acme.ask("GET", "/ServiceProviderConfig")).body.etag.supported).toBe(true);
  });

  it("that has passed refuses every change, and the current one allows it", async () => {
    const path = `/Users/${await idOf(2)}`;
    const { etag, body } = await acme.ask("GET", path);
    const changed = await acme.ask("PATCH", path, rename("New"), acme.token, { "if-match": etag });
    expect([changed.status, changed.body.displayName]).toEqual([200, "New"]);
    expect(changed.etag).not.toBe(etag);
    const old = { "if-match": etag };
    for (const [method, sent] of [
      ["PUT", user(nameOf(2))],
      ["PATCH", rename("Newer")],
      ["DELETE", undefined],
    ] as const) {
      expect((await acme.ask(method, path, sent, acme.token, old)).status).toBe(412);
    }
    expect((await acme.ask("GET", path)).body).toMatchObject({ id: body.id, displayName: "New" });
    const any = await acme.ask("PATCH", path, rename("Any"), acme.token, { "if-match": "*" });
    expect(any.status).toBe(200);
    expect((await acme.ask("DELETE", path, undefined, acme.token, { "if-match": any.etag })).status).toBe(
      204,
    );
  });

  it("holds two changes of one version apart", async () => {
    const path = `/Users/${await idOf(3)}`;
    const { etag } = await acme.ask("GET", path);
    const both = await Promise.all(
      ["One", "Two"].map((name) => acme.ask("PATCH", path, rename(name), acme.token, { "if-match": etag })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it("keeps what several patches of one group do at once", async () => {
    const [group] = (await filtered("Groups", 'displayName eq "Gamma"')).body.Resources;
    const ids = await Promise.all([10, 11, 12, 13].map(idOf));
    const answers = await Promise.all(
      ids.map((value) =>
        acme.ask("PATCH", `/Groups/${group.id}`, patch({ op: "add", path: "members", value: [{ value }] })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { members } = (await acme.ask("GET", `/Groups/${group.id}`)).body;
    expect(members.map(({ value }: Answered) => value).toSorted()).toEqual(ids.toSorted());
    const stale = { "if-match": 'W/"old"' };
    expect((await acme.ask("DELETE", `/Groups/${group.id}`, undefined, acme.token, stale)).status).toBe(412);
  });
});
