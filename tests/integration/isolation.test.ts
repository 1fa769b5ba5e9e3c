import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "#server/catalogue.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { ROLE_PERMISSIONS, ROLES } from "#server/kernel/permission.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { type Belongings, fillTenant, ID_FIELDS, SAMPLES } from "./isolation-samples.ts";

let harness: Harness;
let mine: MintedTenant;
let theirs: MintedTenant;
let belongings: Belongings;
beforeAll(async () => {
  harness = await openHarness();
  mine = await harness.mintTenant();
  theirs = await harness.mintTenant("neighbour");
  await fillTenant(harness, mine);
  belongings = await fillTenant(harness, theirs);
});
afterAll(() => harness.close());

const tenantVerbs = catalogue.filter((verb) => verb.scope === "tenant");

/** Every row of every table that belongs to the tenant, as one hash. */
async function stateOf(tenantId: string): Promise<string> {
  const pool = harness.ports.database.pool({ role: "system" });
  const { rows: tables } = await pool.query(
    "select table_name from information_schema.columns where column_name = 'tenant_id' and table_schema = 'public' order by 1",
  );
  const hash = createHash("sha256");
  for (const { table_name: table } of tables) {
    const sql = `select coalesce(json_agg(t order by t::text), '[]')::text as all from "${table}" t where tenant_id = $1`;
    hash.update(table).update((await pool.query(sql, [tenantId])).rows[0].all);
  }
  return hash.digest("hex");
}

const attempt = (call: Promise<unknown>) =>
  call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
const codeOf = (error: unknown) => (isAppError(error) ? error.code : String(error));

describe("every tenant verb", () => {
  it("has a sample, and every sample a verb", () => {
    expect(Object.keys(SAMPLES).toSorted()).toEqual(tenantVerbs.map(({ verb }) => verb).toSorted());
  });

  it.each(tenantVerbs.map((verb) => [verb.verb, verb] as const))(
    "%s, given a neighbour's ids, finds nothing and changes nothing of theirs",
    async (name, verb) => {
      const input = SAMPLES[name]?.(belongings) ?? {};
      const before = await stateOf(theirs.tenant.id);
      const outcome = await attempt(verb.call(mine.ctx(), input));
      expect(await stateOf(theirs.tenant.id)).toBe(before);
      if (ID_FIELDS.test(JSON.stringify(input))) {
        expect("error" in outcome && ["not_found", "invalid_input"]).toContain(
          "error" in outcome && codeOf(outcome.error),
        );
      }
      expect(JSON.stringify(outcome)).not.toContain(theirs.tenant.id);
      expect(JSON.stringify("value" in outcome ? outcome.value : null)).not.toContain(theirs.email);
    },
  );

  it.each(tenantVerbs.map((verb) => [verb.verb, verb] as const))(
    "%s is closed to visitors, to strangers who are signed in, and to roles without its permission",
    async (name, verb) => {
      const input = () => SAMPLES[name]?.(belongings) ?? {};
      const ask = async (actor: Parameters<typeof tenantCtx>[2]) => {
        const outcome = await attempt(verb.call(tenantCtx(harness.ports, theirs.tenant, actor), input()));
        return "error" in outcome ? codeOf(outcome.error) : "answered";
      };
      const before = await stateOf(theirs.tenant.id);
      const stranger = {
        type: "user",
        userId: mine.ownerId,
        sessionId: "s",
        name: "S",
        email: mine.email,
      } as const;
      expect(await ask({ type: "visitor" })).toBe("unauthenticated");
      expect(await ask({ ...stranger, role: null, permissions: [] })).toBe("not_found");
      for (const role of ROLES.filter((each) => !ROLE_PERMISSIONS[each].includes(verb.permission))) {
        expect(await ask({ ...stranger, role, permissions: ROLE_PERMISSIONS[role] })).toBe("forbidden");
      }
      expect(await ask({ type: "operator", userId: "op" })).toBe("forbidden");
      expect(await stateOf(theirs.tenant.id)).toBe(before);
    },
  );

  const commands = tenantVerbs.filter(
    (verb) => verb.kind === "command" && !verb.answersIn?.includes("suspended"),
  );
  it.each(commands.map((verb) => [verb.verb, verb] as const))(
    "%s is refused while the tenant is suspended, unless it is about paying",
    async (name, verb) => {
      const suspended = { ...mine.tenant, status: "suspended" as const };
      const ctx = tenantCtx(harness.ports, suspended, mine.ctx().actor);
      const outcome = await attempt(verb.call(ctx, SAMPLES[name]?.(belongings) ?? {}));
      const code = "error" in outcome ? codeOf(outcome.error) : "answered";
      if (verb.permission.startsWith("billing:")) expect(code).not.toBe("payment_required");
      else expect(code).toBe("payment_required");
    },
  );
});

describe("every platform verb", () => {
  const verbs = catalogue.filter((verb) => verb.scope === "platform" && verb.access !== "public");
  it.each(verbs.map((verb) => [verb.verb, verb] as const))("%s is closed to visitors", async (_, verb) => {
    const outcome = await attempt(verb.call(platformCtx(harness.ports, { type: "visitor" }) as never, {}));
    expect(["unauthenticated", "not_found"]).toContain("error" in outcome && codeOf(outcome.error));
  });
});
