import { describe, expect, it } from "vitest";
import { catalogue } from "#server/catalogue.ts";
import { PERMISSIONS } from "#server/kernel/permission.ts";
import { sourceFiles } from "./source-files.ts";

const declared = sourceFiles(["server/modules"])
  .filter(({ path }) => !path.endsWith(".test.ts"))
  .flatMap(({ path, source }) =>
    [...source.matchAll(/= (?:platform)?(?:append|command|query|Command|Query)\(\{\s*verb: "([\w.]+)"/g)].map(
      ([, verb]) => ({ path, verb }),
    ),
  );

describe("the catalogue", () => {
  it("lists every verb that a module declares, and each file declares one", () => {
    expect(declared.length).toBeGreaterThan(20);
    const listed = catalogue.map(({ verb }) => verb);
    expect(declared.map(({ verb }) => verb).toSorted()).toEqual(listed.toSorted());
    expect(new Set(listed).size).toBe(listed.length);
    expect(new Set(declared.map(({ path }) => path)).size).toBe(declared.length);
  });

  it("names verbs noun first, and each tenant verb asks for a permission that exists", () => {
    for (const verb of catalogue) {
      expect(verb.verb).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]+$/);
      if (verb.scope === "tenant") expect(PERMISSIONS).toContain(verb.permission);
    }
  });

  it("lets queries ask to read and commands to write", () => {
    const crossed = catalogue.filter(
      (verb) => verb.scope === "tenant" && verb.permission.endsWith(":read") !== (verb.kind === "query"),
    );
    expect(crossed.map(({ verb }) => verb)).toEqual([]);
  });
});
