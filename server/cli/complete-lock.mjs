// `npm run lock`: after a change of dependencies, writes package-lock.json whole.
// npm leaves out the packages of other platforms that its registry did not answer for, and `npm ci` then calls the lock
// file out of step. Their names and versions are known from who asks for them; they are entered as the optional
// packages they are, for their platform only.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const FILE = path.join(import.meta.dirname, "../../package-lock.json");
const lock = JSON.parse(readFileSync(FILE, "utf8"));
const packages = lock.packages;

for (const [place, { optionalDependencies = {} }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isLocked(place, name)) continue;
    const platform = platformOf(name);
    if (!platform) throw new Error(`${name} is missing from the lock file and names no platform`);
    packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ""),
      ...platform,
      optional: true,
    };
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);

/** Node's own resolution: from the package's own folder upwards. */
function isLocked(place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

function platformOf(name) {
  const os =
    /(darwin|linux|win32|win|windows|android|freebsd|openbsd|netbsd|sunos|aix|openharmony|wasm32)/.exec(
      name,
    )?.[1];
  if (!os) return null;
  if (os === "wasm32") return { cpu: ["wasm32"] };
  const cpu = /(arm64|x64|ia32|riscv64|ppc64|s390x|loong64|mips64el|arm|wasm32)/.exec(name)?.[1];
  const libc = name.includes("musl") ? { libc: ["musl"] } : {};
  return { ...(cpu && { cpu: [cpu] }), os: [os.startsWith("win") ? "win32" : os], ...libc };
}
