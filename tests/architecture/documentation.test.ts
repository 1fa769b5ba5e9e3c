import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = path.join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(path.join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
].map((file) => ({ file, text: read(file) }));

const [schema = ""] = read("server/platform/env.ts").split("export interface");
const settings = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = ""]) => name).toSorted();

/** GitHub's id of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

describe("the documentation", () => {
  it("has a line for every setting, and none for one that is gone", () => {
    expect(settings.length).toBeGreaterThan(15);
    const example = [...read(".env.example").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(example.toSorted()).toEqual(settings);
    const table = read("docs/operations.md").match(/^\| `[A-Z].*$/gm) ?? [];
    const described = table.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    );
    expect(described.toSorted()).toEqual(settings);
  });

  it("links to files and headings that are there", () => {
    const broken = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
        if (/^https?:/.test(link)) return [];
        const [target = "", anchor] = link.split("#");
        const place = target === "" ? file : path.posix.join(path.posix.dirname(file), target);
        if (!existsSync(path.join(ROOT, place))) return [`${file} → ${link}`];
        if (anchor === undefined) return [];
        const headings = [...read(place).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
          anchorOf(heading),
        );
        return headings.includes(anchor) ? [] : [`${file} → ${link}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it("names commands and files that are there", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const known = new Set(["test", "start", ...Object.keys(scripts)]);
    const missing = pages.flatMap(({ file, text }) => [
      ...[...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)]
        .filter(([, name = ""]) => !known.has(name))
        .map(([said]) => `${file}: ${said}`),
      ...[...text.matchAll(/`((?:server|app|components|prisma|tests|bench)\/[\w./[\]()-]+)`/g)]
        .filter(([, name = ""]) => !existsSync(path.join(ROOT, name)))
        .map(([said]) => `${file}: ${said}`),
    ]);
    expect(missing).toEqual([]);
  });
});
