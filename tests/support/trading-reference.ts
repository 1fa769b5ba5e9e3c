import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = process.env.MARQUE_REFERENCE_DIR ?? resolve(import.meta.dirname, "../../../shared/reference");

/** Absolute path of a reference file, or undefined where the reference data is not there. */
export function referencePath(file: string): string | undefined {
  const path = join(ROOT, file);
  return existsSync(path) ? path : undefined;
}

/** Says once, on stderr, that tests are skipped for want of reference data. */
export function warnReferenceMissing(what: string): void {
  process.stderr.write(`SKIPPED ${what}: no reference data in ${ROOT} (set MARQUE_REFERENCE_DIR)\n`);
}

/** Rows of a reference CSV by column name; an empty cell is NaN. */
export function readReference(path: string): Record<string, number>[] {
  const [header = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(
      names.map((name, index) => {
        const cell = cells[index] ?? "";
        const isDate = name === "date" || name === "timestamp";
        return [name, cell === "" ? Number.NaN : isDate ? Date.parse(cell) : Number(cell)];
      }),
    );
  });
}
