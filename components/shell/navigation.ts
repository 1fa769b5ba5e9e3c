import {
  CandlestickChart,
  CreditCard,
  FlaskConical,
  LayoutDashboard,
  type LucideIcon,
  Palette,
  Workflow,
} from "lucide-react";

export interface NavigationItem {
  href: string;
  label: string;
  icon: LucideIcon;
}

export const WORK_ITEMS: readonly NavigationItem[] = [
  { href: "/", label: "Overview", icon: LayoutDashboard },
  { href: "/data", label: "Markets", icon: CandlestickChart },
  { href: "/backtests", label: "Backtests", icon: FlaskConical },
  { href: "/bots", label: "Bots", icon: Workflow },
];

export const SETTINGS_ITEMS: readonly NavigationItem[] = [
  { href: "/settings/billing", label: "Billing", icon: CreditCard },
  { href: "/settings/branding", label: "Branding", icon: Palette },
];

/** The overview matches itself only; the others match everything below them. */
export function isCurrent(href: string, path: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}
