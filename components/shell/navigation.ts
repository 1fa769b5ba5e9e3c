import {
  CandlestickChart,
  CreditCard,
  FlaskConical,
  LayoutDashboard,
  type LucideIcon,
  Palette,
  ScrollText,
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

export const WORK_ITEMS: readonly NavigationItem[] = [
  { href: "/", label: "Overview", icon: LayoutDashboard },
  { href: "/data", label: "Markets", icon: CandlestickChart },
  { href: "/backtests", label: "Backtests", icon: FlaskConical },
  { href: "/bots", label: "Bots", icon: Workflow },
];

export const SETTINGS_ITEMS: readonly NavigationItem[] = [
  { href: "/settings/audit", label: "Audit log", icon: ScrollText, permission: "audit:read" },
  { href: "/settings/billing", label: "Billing", icon: CreditCard, permission: "billing:read" },
  { href: "/settings/branding", label: "Branding", icon: Palette, permission: "branding:read" },
];

/** The items that a member with these permissions can open. */
export const itemsFor = (items: readonly NavigationItem[], permissions: readonly Permission[]) =>
  items.filter(({ permission }) => permission === undefined || permissions.includes(permission));

/** The overview matches itself only; the others match everything below them. */
export function isCurrent(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
