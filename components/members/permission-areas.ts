import { PERMISSIONS, type Permission } from "#server/kernel/permission.ts";

type Area = Permission extends `${infer Noun}:${string}` ? Noun : never;

/** What each area is called, in the order of the screens. */
const AREA_TEXT: Record<Exclude<Area, "ownership">, string> = {
  bot: "Bots",
  backtest: "Backtests",
  strategy: "Strategies",
  data: "Markets and data",
  member: "Members",
  billing: "Billing",
  usage: "Usage",
  branding: "Branding",
  domain: "Domains",
  sso: "Single sign-on",
  key: "API keys",
  audit: "Audit log",
  tenant: "Workspace",
};

export interface PermissionArea {
  name: string;
  /** Null where there is nothing of the kind. */
  read: Permission | null;
  write: Permission | null;
}

const permission = (name: string): Permission | null => PERMISSIONS.find((each) => each === name) ?? null;

/** Ownership is not among them: it comes with the role and is never given apart. */
export const PERMISSION_AREAS: readonly PermissionArea[] = Object.entries(AREA_TEXT).map(([area, name]) => ({
  name,
  read: permission(`${area}:read`),
  write: permission(`${area}:write`),
}));

/** `bot:write` → `Change bots`; in lower case where it stands in a sentence. */
export function permissionText(name: string): string {
  const area = PERMISSION_AREAS.find(({ read, write }) => read === name || write === name);
  if (!area) return name;
  const noun = area.name.startsWith("API") ? area.name : area.name.toLowerCase();
  return `${name.endsWith(":read") ? "See" : "Change"} ${noun}`;
}
