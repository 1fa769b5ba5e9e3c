import { describe, expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

const pages = sourceFiles(["app"]).filter(({ path }) => path.endsWith("/page.tsx"));

/** Layouts guard nothing: Next renders a page beside its layout, and sends it even where the layout said not found. */
describe("every page asks by itself whether it may be seen", () => {
  it.each([
    ["of the root domain, on which host it is", /^app\/\(root\)\//, /await requireRootHost\(\)/],
    [
      "of a tenant, which tenant that is",
      /^app\/t\/\[tenant\]\//,
      /await (?:Promise\.all\(\[)?(?:tenantPage|memberPage)\(|notFound\(\)/,
    ],
  ])("%s", (_, where, guard) => {
    const here = pages.filter(({ path }) => where.test(path));
    expect(here.length).toBeGreaterThan(5);
    expect(here.filter(({ source }) => !guard.test(source)).map(({ path }) => path)).toEqual([]);
  });
});
