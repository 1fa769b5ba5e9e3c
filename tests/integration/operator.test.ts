import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "#server/catalogue.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { grantOperator, listOperators, revokeOperator } from "#server/modules/operator/index.ts";
import { actorFor } from "#server/session/operator-actor.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { type Ask, restDoor } from "#tests/support/rest.ts";

let harness: Harness;
let acme: MintedTenant;
let ask: Ask;
beforeAll(async () => {
  harness = await openHarness();
  acme = await harness.mintTenant("acme");
  ask = restDoor(harness.ports);
});
afterAll(() => harness.close());

const cli = () => platformCtx(harness.ports, { type: "system", process: "cli" });
const grant = () => grantOperator.call(cli(), { email: acme.email });
const revoke = () => revokeOperator.call(cli(), { email: acme.email });
const login = (host = "localhost:3000") =>
  ask("POST", "/auth/login", { host, body: { email: acme.email, password: acme.password } });

describe("who runs the platform", () => {
  it("is decided on the machine, twice the same as once, and written down", async () => {
    expect(await listOperators.call(cli(), {})).toEqual([]);
    await grant();
    await grant();
    expect((await listOperators.call(cli(), {})).map(({ email }) => email)).toEqual([acme.email]);
    await revoke();
    expect(await listOperators.call(cli(), {})).toEqual([]);
    const rows = await harness.ports.systemDb.client.platformAuditLog.findMany({
      where: { verb: { startsWith: "operator." } },
      orderBy: { seq: "asc" },
    });
    expect(rows.map(({ verb, entityId }) => [verb, entityId])).toEqual([
      ["operator.grant", acme.ownerId],
      ["operator.grant", acme.ownerId],
      ["operator.revoke", acme.ownerId],
    ]);
  });

  it("can't be somebody without an account", async () => {
    await expect(grantOperator.call(cli(), { email: "nobody@acme.test" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("an operator's token", () => {
  it("is given on the root domain to operators; others are asked for their workspace", async () => {
    expect(await login()).toMatchObject({
      status: 400,
      body: { error: { details: { reason: "tenant_missing" } } },
    });
    await grant();
    expect(await login()).toMatchObject({ status: 200, body: { user: { email: acme.email } } });
    const wrong = { email: acme.email, password: "wrong" };
    expect(await ask("POST", "/auth/login", { body: wrong })).toMatchObject({ status: 401 });
  });

  it("opens the operator's verbs there, nothing on a tenant's host, and ends with the grant", async () => {
    await grant();
    const token = (await login()).body.accessToken;
    expect(await ask("GET", "/admin/operators", { token })).toMatchObject({ status: 200 });
    const elsewhere = [
      await ask("GET", "/admin/operators", { token, host: "acme.localhost:3000" }),
      await ask("GET", "/tenant/info", { token, host: "acme.localhost:3000" }),
      await ask("GET", "/tenants/acme/tenant/info", { token }),
      await ask("GET", "/admin/operators", { token, headers: { "x-tenant-id": "acme" } }),
    ];
    expect(elsewhere.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    await revoke();
    expect(await ask("GET", "/admin/operators", { token })).toMatchObject({ status: 401 });
  });

  it("is not what the same person gets at their workspace: the operator's verbs are not found there", async () => {
    await grant();
    const token = (await login("acme.localhost:3000")).body.accessToken;
    expect(await ask("GET", "/tenant/info", { token })).toMatchObject({ status: 200 });
    expect(await ask("GET", "/admin/operators", { token })).toMatchObject({ status: 404 });
    expect(await ask("GET", "/admin/operators")).toMatchObject({ status: 404 });
    await revoke();
  });
});

describe("every operator verb", () => {
  const verbs = catalogue.filter((verb) => verb.scope === "platform" && verb.access === "operator");
  it.each(verbs.map((verb) => [verb.verb, verb] as const))(
    "%s is not found for everybody else",
    async (_, verb) => {
      if (verb.scope !== "platform") throw new Error("swept above");
      const { actor } = acme.ctx();
      for (const other of [{ type: "visitor" } as const, actor, { ...actor, role: null }]) {
        const outcome = await verb
          .call(platformCtx(harness.ports, actorFor(verb, other)), {})
          .catch((error) => error);
        expect(isAppError(outcome) && outcome.code).toBe("not_found");
      }
    },
  );
});
