import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listMembers, removeMember } from "#server/modules/members/index.ts";
import { statementsOf } from "#tests/support/count-statements.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { plantMembers } from "#tests/support/members.ts";

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openHarness();
  acme = await harness.mintTenant("acme");
  await plantMembers(harness, acme, 1_000);
});
afterAll(() => harness.close());

const page = (input: object = {}) => listMembers.call(acme.ctx(), input);

async function allPages(limit: number, between: (page: number) => Promise<unknown> = async () => {}) {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages === 0 || cursor !== null; pages++) {
    const read: Awaited<ReturnType<typeof page>> = await page({ limit, ...(cursor && { cursor }) });
    ids.push(...read.members.map(({ id }) => id));
    cursor = read.nextCursor;
    await between(pages);
  }
  return ids;
}

describe("a thousand members", () => {
  it("come in pages of fifty, each once, the first to join first", async () => {
    const first = await page();
    expect(first).toMatchObject({ total: 1_001, members: { length: 50 } });
    expect(first.members[0]).toMatchObject({ email: acme.email, isSelf: true });
    const ids = await allPages(50);
    expect(new Set(ids).size).toBe(1_001);
    expect(ids).toHaveLength(1_001);
  });

  it("cost as many statements a page as ten", async () => {
    const few = await harness.mintTenant();
    await plantMembers(harness, few, 10);
    const ofMany = await statementsOf(() => page());
    const ofFew = await statementsOf(() => listMembers.call(few.ctx(), {}));
    expect(ofMany.length).toBe(ofFew.length);
  });

  it("are found by a part of name or e-mail in any case, and by role", async () => {
    expect(await page({ search: "PERSON 0007" })).toMatchObject({
      total: 1,
      members: [{ name: "Person 0007" }],
      nextCursor: null,
    });
    expect((await page({ search: "person-99" })).total).toBe(11);
    for (const search of ["%", "person_99", "\\"]) {
      expect(await page({ search })).toMatchObject({ total: 0, members: [] });
    }
    expect(await page({ role: "owner" })).toMatchObject({ total: 1, members: [{ email: acme.email }] });
    expect((await page({ hasExceptions: true })).total).toBe(0);
    await acme.ctx().db.membership.updateMany({
      where: { user: { email: { startsWith: "person-1-" } } },
      data: { denials: ["bot:write"] },
    });
    expect(await page({ hasExceptions: true })).toMatchObject({
      total: 1,
      members: [{ name: "Person 0001" }],
    });
  });

  it("lose nobody when the last one of a page is removed before the next is asked for", async () => {
    const whole = await allPages(500);
    const read = await allPages(100, async (number) => {
      const last = whole[(number + 1) * 100 - 1];
      if (number === 1 && last) await removeMember.call(acme.ctx(), { memberId: last });
    });
    expect(read).toEqual(whole);
    expect((await page()).total).toBe(1_000);
  });
});

it("a cursor of something else is refused, not guessed at", async () => {
  for (const cursor of ["nobody", "9999-99-99T99:99:99.999Z,somebody"]) {
    await expect(page({ cursor })).rejects.toMatchObject({ code: "invalid_input" });
  }
});
