import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

const files = sourceFiles(["app", "components", "server", "prisma", "tests"]).filter(
  ({ path }) => !path.includes("server/generated"),
);
const product = files.filter(({ path }) => !/\.test\.tsx?$|^tests\//.test(path));

describe("house rules", () => {
  it("no file is over 300 lines", () => {
    const long = files.filter(({ source }) => source.split("\n").length > 301).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it("file names are kebab-case and say what they are", () => {
    const allowed = /^(?:[a-z0-9-]+|\[(?:\.\.\.)?[a-z]+\])(?:\.test|\.spec|\.d)?\.tsx?$/;
    const vague = /^(?:utils?|helpers?|misc|common|manager|service)\b/;
    const names = files.map(({ path }) => path.split("/").at(-1) ?? "");
    expect(names.filter((name) => !allowed.test(name) || vague.test(name))).toEqual([]);
  });

  it.each([
    ["Date.now(", ["server/platform/", "server/cli/"]],
    [
      "new Date()",
      ["server/platform/", "server/cli/", "server/sandbox/open-sandbox.ts", "server/sandbox/main.ts"],
    ],
    ["Math.random(", ["server/platform/"]],
    [
      "process.env",
      [
        "server/platform/",
        "server/cli/",
        "server/edge/config.ts",
        "server/main.ts",
        "server/sandbox/main.ts",
      ],
    ],
  ])("time, chance and environment: %s stays in %j", (ambient, homes) => {
    const elsewhere = product
      .filter(({ path }) => path.startsWith("server/") && !homes.some((home) => path.startsWith(home)))
      .filter(({ source }) => source.replaceAll(/^\s*(?:\/\/|\*).*$/gm, "").includes(ambient))
      .map(({ path }) => path);
    expect(elsewhere).toEqual([]);
  });

  it("only stores, platform and the seed name Prisma's types", () => {
    const elsewhere = product
      .filter(({ source }) => source.includes("server/generated/"))
      .map(({ path }) => path)
      .filter((path) => !/\/store\.ts$|-store\.ts$|^server\/platform\//.test(path));
    expect(elsewhere).toEqual([]);
  });

  it("systemDb, which sees every tenant, is used by few", () => {
    const allowed = [
      "server/kernel/ctx.ts",
      "server/platform/",
      "server/modules/audit/",
      "server/modules/auth/",
      "server/modules/tenancy/resolve-tenant.ts",
      "server/modules/tenancy/tenant-home.ts",
      "server/modules/billing/",
      "server/modules/domains/",
      "server/modules/bots/",
      "server/modules/privacy/",
      "server/modules/operator/",
      "server/modules/sso/recheck-domains.ts",
      "server/modules/usage/",
      "server/modules/limits/sample-levels.ts",
      "server/modules/usage/prune-usage.ts",
      "server/worker/relay-outbox.ts",
      "server/cli/vault.ts",
      "server/rest/readiness.ts",
      "prisma/",
    ];
    const elsewhere = product
      .filter(({ source }) => /\bsystemDb\b/.test(source))
      .map(({ path }) => path)
      .filter((path) => !allowed.some((home) => path.startsWith(home)));
    expect(elsewhere).toEqual([]);
  });
});
