import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  checkSecondFactor,
  disableTotp,
  enableTotp,
  renewBackupCodes,
  secondFactorsOf,
  startTotp,
} from "#server/modules/auth/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { codeOf, ownerAt, turnOnTotp } from "#tests/support/persons.ts";

const STEP_MS = 30_000;

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

async function personWithTotp() {
  const minted = await harness.mintTenant();
  const ctx = await ownerAt(harness, minted);
  const { secret, codes } = await turnOnTotp(harness, ctx);
  harness.clock.advance(STEP_MS);
  return { ctx, secret, codes, userId: minted.ownerId, tenant: minted.tenant };
}

const first = (codes: readonly string[]): string => codes[0] ?? "";

describe("an authenticator app", () => {
  it("counts only once a code has confirmed it", async () => {
    const minted = await harness.mintTenant();
    const ctx = await ownerAt(harness, minted);
    const { secret } = await startTotp.call(ctx, {});
    const code = codeOf(secret, harness);
    expect(await checkSecondFactor(harness.visitor(), minted.ownerId, code)).toBeNull();
    expect(await secondFactorsOf(harness.ports, minted.ownerId)).toMatchObject({ totp: false });
    await expect(enableTotp.call(ctx, { code: "000000" })).rejects.toMatchObject({ code: "invalid_input" });
    await enableTotp.call(ctx, { code });
    expect(await secondFactorsOf(harness.ports, minted.ownerId)).toEqual({
      totp: true,
      passkeys: 0,
      backupCodesLeft: 10,
    });
    await expect(startTotp.call(ctx, {})).rejects.toMatchObject({ code: "conflict" });
  });

  it("keeps its secret sealed, and out of the audit log", async () => {
    const { secret, userId, tenant } = await personWithTotp();
    const { totpFactor, auditLog } = harness.ports.systemDb.client;
    const row = await totpFactor.findUniqueOrThrow({ where: { userId } });
    expect(row.sealedSecret).toMatch(/^v1\./);
    expect(row.sealedSecret).not.toContain(secret);
    const log = await auditLog.findMany({
      where: { tenantId: tenant.id, verb: { startsWith: "security." } },
    });
    expect(log.map(({ verb }) => verb)).toEqual(["security.startTotp", "security.enableTotp"]);
    expect(JSON.stringify(log, (_, value) => (typeof value === "bigint" ? "" : value))).not.toContain(secret);
  });

  it("gives a code that works once in its step, also the one that confirmed it", async () => {
    const { secret, userId } = await personWithTotp();
    const code = codeOf(secret, harness);
    expect(await checkSecondFactor(harness.visitor(), userId, code)).toBe("totp");
    expect(await checkSecondFactor(harness.visitor(), userId, code)).toBeNull();
    harness.clock.advance(STEP_MS);
    expect(await checkSecondFactor(harness.visitor(), userId, code)).toBeNull();
    expect(await checkSecondFactor(harness.visitor(), userId, codeOf(secret, harness))).toBe("totp");
  });

  it("lets one of ten simultaneous uses of a code pass", async () => {
    const { secret, userId } = await personWithTotp();
    const code = codeOf(secret, harness);
    const tries = Array.from({ length: 10 }, () => checkSecondFactor(harness.visitor(), userId, code));
    expect((await Promise.all(tries)).filter((kind) => kind === "totp")).toHaveLength(1);
  });

  it("is of no use to anybody else", async () => {
    const [one, two] = [await personWithTotp(), await personWithTotp()];
    const code = codeOf(one.secret, harness);
    expect(await checkSecondFactor(harness.visitor(), two.userId, code)).toBeNull();
    expect(await checkSecondFactor(harness.visitor(), two.userId, first(one.codes))).toBeNull();
  });

  it("goes away by a code only, and takes the backup codes along", async () => {
    const { ctx, secret, codes, userId } = await personWithTotp();
    await expect(disableTotp.call(ctx, { code: "123456" })).rejects.toMatchObject({ code: "invalid_input" });
    await disableTotp.call(ctx, { code: codeOf(secret, harness) });
    expect(await secondFactorsOf(harness.ports, userId)).toMatchObject({ totp: false, backupCodesLeft: 0 });
    expect(await checkSecondFactor(harness.visitor(), userId, first(codes))).toBeNull();
  });

  it("can be guessed at ten times in a quarter of an hour, no more", async () => {
    const { ctx, secret } = await personWithTotp();
    const guess = () => disableTotp.call(ctx, { code: "123456" }).catch(({ code }) => code);
    for (let tries = 0; tries < 10; tries++) await guess();
    expect(await guess()).toBe("rate_limited");
    await expect(disableTotp.call(ctx, { code: codeOf(secret, harness) })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});

describe("backup codes", () => {
  it("are ten, stored slowly hashed, and work once each, however they are typed", async () => {
    const { codes, userId } = await personWithTotp();
    expect(new Set(codes).size).toBe(10);
    const rows = await harness.ports.systemDb.client.backupCode.findMany({ where: { userId } });
    expect(rows.every(({ codeHash }) => codeHash.startsWith("$argon2id$"))).toBe(true);
    const typed = first(codes).replace("-", " ").toUpperCase();
    expect(await checkSecondFactor(harness.visitor(), userId, typed)).toBe("backup_code");
    expect(await checkSecondFactor(harness.visitor(), userId, first(codes))).toBeNull();
    expect(await secondFactorsOf(harness.ports, userId)).toMatchObject({ backupCodesLeft: 9 });
  });

  it("pass once when one is used twice at the same time", async () => {
    const { codes, userId } = await personWithTotp();
    const tries = Array.from({ length: 8 }, () => checkSecondFactor(harness.visitor(), userId, first(codes)));
    expect((await Promise.all(tries)).filter((kind) => kind === "backup_code")).toHaveLength(1);
  });

  it("are replaced as a set, for a code", async () => {
    const { ctx, secret, codes, userId } = await personWithTotp();
    const renewed = await renewBackupCodes.call(ctx, { code: codeOf(secret, harness) });
    expect(await checkSecondFactor(harness.visitor(), userId, first(codes))).toBeNull();
    expect(await checkSecondFactor(harness.visitor(), userId, first(renewed.codes))).toBe("backup_code");
  });
});
