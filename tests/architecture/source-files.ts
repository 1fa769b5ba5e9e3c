import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "../..");

/** TypeScript sources under the given folders, with paths relative to the repository. */
export function sourceFiles(folders: string[]): { path: string; source: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({
        path: path.relative(ROOT, file).replaceAll("\\", "/"),
        source: readFileSync(file, "utf8"),
      })),
  );
}
