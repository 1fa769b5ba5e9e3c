import path from "node:path";

/** `file` imports `target`, both relative to the repository; npm packages keep their name. */
export interface Import {
  file: string;
  target: string;
  isTypeOnly: boolean;
}

export interface Violation extends Import {
  rule: string;
}

const MODULE_ORDER = [
  "audit",
  "tenancy",
  "placement",
  "auth",
  "billing",
  "entitlements",
  "api-keys",
  "domains",
  "usage",
  "branding",
  "members",
  "sso",
  "venues",
  "market-data",
  "strategies",
  "backtests",
  "bots",
  "limits",
  "reports",
  "notifications",
  "webhooks",
  "privacy",
  "operator",
];

const DOORS = ["trpc", "rest", "session", "worker", "edge", "cli"];
const PURE_FOR_COMPONENTS =
  /^server\/(kernel\/(money|errors|ids|permission|reserved-slugs)\.ts|modules\/[^/]+\/(?:[a-z-]+-)?schema\.ts)$/;

/** Who may import whom: room → what it may reach (rooms), and which packages. */
const ROOMS: Record<string, { rooms: string[]; npm: (name: string) => boolean }> = {
  engine: { rooms: ["engine"], npm: () => false },
  kernel: { rooms: ["kernel"], npm: (name) => name === "zod" },
  exchanges: {
    rooms: ["engine", "kernel", "exchanges"],
    npm: (name) => ["ccxt", "decimal.js"].includes(name),
  },
  platform: { rooms: ["kernel", "platform", "generated"], npm: () => true },
  sandbox: { rooms: ["kernel", "platform", "sandbox"], npm: () => true },
  modules: { rooms: ["engine", "kernel", "exchanges", "platform", "modules", "generated"], npm: () => true },
  doors: { rooms: ["kernel", "platform", "modules", "doors"], npm: () => true },
};

export function importsOf(file: string, source: string): Import[] {
  const statements = source.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm,
  );
  return [...statements].map(([, type, fixed, dynamic]) => ({
    file,
    target: resolve(file, fixed ?? dynamic ?? ""),
    isTypeOnly: type !== undefined,
  }));
}

export function violationOf(edge: Import): Violation | null {
  const rule = brokenRule(edge);
  return rule ? { ...edge, rule } : null;
}

function brokenRule({ file, target, isTypeOnly }: Import): string | null {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === "components") {
    if (!target.startsWith("server/")) return null;
    if (isTypeOnly && target.startsWith("server/trpc/")) return null;
    if (!PURE_FOR_COMPONENTS.test(target)) return "components know schemas and the typed client only";
    const bringsZod = /(?:schema|ids)\.ts$/.test(target) && !isTypeOnly;
    return bringsZod ? "components take types from schemas, never values: zod stays on the server" : null;
  }
  const law = from ? ROOMS[from] : undefined;
  if (!law) return null;
  if (to === null) return isLocal(target) || law.npm(target) ? null : `${from} may not use ${target}`;
  if (to === "components" || to === "app") return `${from} may not look up to ${to}`;
  if (from === "doors" && ["engine", "exchanges"].includes(to) && /^server\/(worker|cli)\//.test(file))
    return null;
  if (!law.rooms.includes(to)) return `${from} may not import ${to}`;
  return to === "modules" ? moduleRule(file, target, from) : null;
}

function moduleRule(file: string, target: string, from: string | null): string | null {
  const own = file.split("/")[2];
  const other = target.split("/")[2] ?? "";
  if (from === "modules" && own === other) return null;
  if (!/\/(?:index|(?:[a-z-]+-)?schema)\.ts$/.test(target))
    return "a module is entered by index.ts or schema.ts";
  if (from !== "modules") return null;
  const isDownhill = MODULE_ORDER.indexOf(other) < MODULE_ORDER.indexOf(own ?? "");
  return isDownhill ? null : `${own} may not import ${other}: modules import downhill only`;
}

function roomOf(file: string): string | null {
  const [top, room = ""] = file.split("/");
  if (top === "components" || top === "app") return top;
  if (top !== "server") return null;
  if (DOORS.includes(room)) return "doors";
  return room in ROOMS || room === "generated" ? room : null;
}

const isLocal = (target: string): boolean => /^(?:server|components|app|prisma|tests)\//.test(target);

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(file), specifier);
  return specifier;
}
