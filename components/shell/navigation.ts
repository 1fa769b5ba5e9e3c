import {
  Activity,
  Braces,
  Building2,
  CandlestickChart,
  CreditCard,
  FlaskConical,
  Gauge,
  Globe,
  IdCard,
  KeyRound,
  KeySquare,
  LayoutDashboard,
  LogIn,
  type LucideIcon,
  MonitorSmartphone,
  Palette,
  ScrollText,
  ShieldCheck,
  UserRound,
  Users,
  Workflow,
} from "lucide-react";
import type { Permission } from "#server/kernel/permission.ts";

export interface NavigationItem {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Shown only to members who have it. */
  permission?: Permission;
}

export interface SettingsItem extends NavigationItem {
  group: (typeof SETTINGS_GROUPS)[number];
}

export const WORK_ITEMS: readonly NavigationItem[] = [
  { href: "/", label: "Overview", icon: LayoutDashboard },
  { href: "/data", label: "Markets", icon: CandlestickChart },
  { href: "/backtests", label: "Backtests", icon: FlaskConical },
  { href: "/bots", label: "Bots", icon: Workflow },
];

/** In the order they are shown; within a group the items keep theirs. */
const SETTINGS_GROUPS = ["Workspace", "People", "Access"] as const;

export const SETTINGS_ITEMS: readonly SettingsItem[] = [
  {
    href: "/settings/workspace",
    label: "Workspace",
    icon: Building2,
    permission: "tenant:read",
    group: "Workspace",
  },
  {
    href: "/settings/branding",
    label: "Branding",
    icon: Palette,
    permission: "branding:read",
    group: "Workspace",
  },
  {
    href: "/settings/billing",
    label: "Billing",
    icon: CreditCard,
    permission: "billing:read",
    group: "Workspace",
  },
  {
    href: "/settings/usage",
    label: "Usage",
    icon: Gauge,
    permission: "billing:read",
    group: "Workspace",
  },
  { href: "/settings/domains", label: "Domains", icon: Globe, permission: "domain:read", group: "Workspace" },
  { href: "/settings/members", label: "Members", icon: Users, permission: "member:read", group: "People" },
  { href: "/settings/roles", label: "Roles", icon: ShieldCheck, permission: "member:read", group: "People" },
  {
    href: "/settings/sso",
    label: "Single sign-on",
    icon: KeySquare,
    permission: "sso:read",
    group: "Access",
  },
  {
    href: "/settings/sign-in",
    label: "Sign-in",
    icon: LogIn,
    permission: "tenant:write",
    group: "Access",
  },
  { href: "/settings/api-keys", label: "API keys", icon: Braces, permission: "key:read", group: "Access" },
  {
    href: "/settings/audit",
    label: "Audit log",
    icon: ScrollText,
    permission: "audit:read",
    group: "Access",
  },
];

/** A person's own pages, in the account menu. */
export const ACCOUNT_ITEMS: readonly NavigationItem[] = [
  { href: "/account/profile", label: "Your profile", icon: UserRound },
  { href: "/account/security", label: "Security", icon: KeyRound },
  { href: "/account/sessions", label: "Your sessions", icon: MonitorSmartphone },
  { href: "/account/activity", label: "Your activity", icon: Activity },
  { href: "/account/membership", label: "Your access", icon: IdCard },
];

/** The settings that a member with these permissions can open, by group; groups without any are left out. */
export function settingsFor(permissions: readonly Permission[]) {
  const items = SETTINGS_ITEMS.filter(
    ({ permission }) => permission === undefined || permissions.includes(permission),
  );
  return SETTINGS_GROUPS.map((group) => ({
    group,
    items: items.filter((item) => item.group === group),
  })).filter((each) => each.items.length > 0);
}

/** The overview matches itself only; the others match everything below them. */
export function isCurrent(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
