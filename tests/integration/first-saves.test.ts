import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { isAppError } from "#server/kernel/errors.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { getSignInPolicy, updateSignInPolicy } from "#server/modules/auth/index.ts";
import { getBranding, updateBranding, uploadLogo } from "#server/modules/branding/index.ts";
import { getSso, saveGroup, saveOidc, savePerson } from "#server/modules/sso/index.ts";
import { statementsOf } from "#tests/support/count-statements.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { grantSso, proveDomain, SSO_ENV } from "#tests/support/sso.ts";

const FIVE = [1, 2, 3, 4, 5];
const THEME = { accent: "#123456", font: "inter", radius: "small", colorScheme: "light" };
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

let harness: Harness;
let acme: MintedTenant;
beforeAll(async () => {
  harness = await openHarness({ env: SSO_ENV });
});
afterAll(() => harness.close());
beforeEach(async () => {
  acme = await harness.mintTenant();
  await grantSso(harness, acme);
});

const saveLook = (number: number) =>
  updateBranding.call(acme.ctx(), { companyName: `Name ${number}`, theme: THEME });
const saveProvider = (number: number) =>
  saveOidc.call(acme.ctx(), { name: "Corp", issuer: `https://idp-${number}.test`, clientId: "c" });

/** `ok`, or the code of the refusal; what is no refusal is thrown. */
const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => "ok",
    (error: unknown) => (isAppError(error) ? error.code : Promise.reject(error)),
  );

it("of a tenant's look all come through, and each counts as a version", async () => {
  await Promise.all([...FIVE.map(saveLook), uploadLogo.call(acme.ctx(), { base64: PNG })]);
  const look = await getBranding.call(acme.ctx(), {});
  expect(look).toMatchObject({ companyName: expect.stringMatching(/^Name \d$/), version: 6 });
});

it("of the same logo, twice at once, all come through", async () => {
  await Promise.all(FIVE.map(() => uploadLogo.call(acme.ctx(), { base64: PNG })));
  expect((await getBranding.call(acme.ctx(), {})).logoPath).toMatch(/^\/assets\//);
});

it("of the sign-in policy all come through", async () => {
  const save = () => updateSignInPolicy.call(acme.ctx(), { requireTwoFactor: false });
  await Promise.all(FIVE.map(save));
  expect(await getSignInPolicy.call(acme.ctx(), {})).toEqual({ requireTwoFactor: false });
});

it("of an identity provider leave one, whole", async () => {
  await Promise.all(FIVE.map(saveProvider));
  expect(await acme.ctx().db.ssoConnection.count()).toBe(1);
  expect(await getSso.call(acme.ctx(), {})).not.toBeNull();
});

it("of one name by a directory make one person and one group; the others are told so", async () => {
  await saveProvider(1);
  const domain = `${acme.tenant.slug}-corp.test`;
  await proveDomain(harness, acme, domain);
  const tenantId = acme.tenant.id;
  const { id: connectionId } = await acme.ctx().db.ssoConnection.findFirstOrThrow({ select: { id: true } });
  const system = platformCtx(harness.ports, { type: "system", process: "test" });
  const names = { externalId: null, displayName: "A", givenName: "A", familyName: "B" };
  const people = FIVE.map((number) => {
    const person = { ...names, userName: "same", email: `person-${number}@${domain}`, isActive: false };
    return outcomeOf(savePerson.call(system, { tenantId, connectionId, personId: null, person }));
  });
  expect((await Promise.all(people)).toSorted()).toEqual([...Array(4).fill("conflict"), "ok"]);
  const group = { groupId: null, displayName: "Traders", externalId: null, personIds: [] };
  const groups = FIVE.map(() => outcomeOf(saveGroup.call(acme.ctx(), group)));
  expect((await Promise.all(groups)).toSorted()).toEqual([...Array(4).fill("conflict"), "ok"]);
});

/** The embedded database answers one at a time, so there only the statement tells: nothing may come in between. */
it("is one statement, not a question and an answer to it", async () => {
  const sent = await statementsOf(async () => {
    await saveLook(1);
    await uploadLogo.call(acme.ctx(), { base64: PNG });
    await updateSignInPolicy.call(acme.ctx(), { requireTwoFactor: false });
  });
  for (const table of ["branding", "asset", "sign_in_policy"]) {
    const insert = new RegExp(`insert into .*"${table}".* on conflict`, "is");
    expect.soft(sent.filter((text) => insert.test(text)).length, table).toBeGreaterThan(0);
  }
});
