import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { importsOf, violationOf } from "./import-matrix.ts";
import { sourceFiles } from "./source-files.ts";

const files = sourceFiles(["app", "components", "server"]).filter(
  ({ path }) => !path.includes("server/generated"),
);

describe("the import matrix", () => {
  it("is kept by every file", () => {
    expect(files.length).toBeGreaterThan(100);
    const violations = files
      .filter(({ path }) => !/\.test\.tsx?$/.test(path))
      .flatMap(({ path, source }) => importsOf(path, source))
      .map(violationOf)
      .filter((violation) => violation !== null)
      .map(({ file, target, rule }) => `${file} → ${target}: ${rule}`);
    expect(violations).toEqual([]);
  });

  it.each([
    ["server/engine/planted.ts", 'import { z } from "zod";'],
    ["server/engine/planted.ts", 'import fs from "node:fs";'],
    ["server/kernel/planted.ts", 'import { openLog } from "#server/platform/log.ts";'],
    ["server/platform/planted.ts", 'import { signUp } from "#server/modules/auth/index.ts";'],
    ["server/modules/tenancy/planted.ts", 'import { signUp } from "../auth/index.ts";'],
    ["server/modules/auth/planted.ts", 'import { findRole } from "../tenancy/store.ts";'],
    ["server/trpc/planted.ts", 'import { findRole } from "#server/modules/tenancy/store.ts";'],
    ["server/exchanges/planted.ts", 'import { openLog } from "#server/platform/log.ts";'],
    ["components/planted.tsx", 'import { signUp } from "#server/modules/auth/index.ts";'],
    ["components/planted.tsx", 'import { Email } from "#server/modules/auth/schema.ts";'],
    ["server/modules/auth/planted.ts", 'import { appRouter } from "#server/trpc/router.ts";'],
  ])("is broken by %s with %s", (file, source) => {
    expect(importsOf(file, source).map(violationOf).filter(Boolean)).toHaveLength(1);
  });
});

describe("the linter", () => {
  const root = mkdtempSync(path.join(tmpdir(), "marque-lint-"));
  afterAll(() => rmSync(root, { recursive: true }));

  function lint(file: string, source: string): string {
    const planted = path.join(root, file);
    mkdirSync(path.dirname(planted), { recursive: true });
    writeFileSync(planted, source);
    const biome = path.resolve("node_modules/.bin/biome");
    const config = JSON.parse(readFileSync("biome.json", "utf8"));
    writeFileSync(
      path.join(root, "biome.json"),
      JSON.stringify({ ...config, $schema: undefined, vcs: undefined }),
    );
    const { stdout, stderr } = spawnSync(biome, ["lint", file], { cwd: root, encoding: "utf8" });
    return stdout + stderr;
  }

  it.each([
    ["server/engine/planted.ts", 'import { z } from "zod";\nexport const schema = z.string();\n'],
    [
      "server/kernel/planted.ts",
      'import { openLog } from "#server/platform/log.ts";\nexport const log = openLog;\n',
    ],
    [
      "server/platform/planted.ts",
      'import { signUp } from "#server/modules/auth/index.ts";\nexport const a = signUp;\n',
    ],
    [
      "components/planted.tsx",
      'import { signUp } from "#server/modules/auth/index.ts";\nexport const a = signUp;\n',
    ],
  ])("sees the violation planted in %s", (file, source) => {
    expect(lint(file, source)).toContain("noRestrictedImports");
  });
});
