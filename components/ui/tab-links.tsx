import Link from "next/link";
import { cx } from "./class-names.ts";

interface TabLinksProps {
  label: string;
  tabs: readonly { href: string; label: string; isActive: boolean }[];
}

/** Tabs that are pages: each has an address. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto border-b border-border">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.isActive ? "page" : undefined}
          className={cx(
            "-mb-px inline-flex min-h-10 items-center border-b-2 px-2.5 text-[0.8125rem] font-medium whitespace-nowrap -outline-offset-2",
            tab.isActive
              ? "border-accent-text text-foreground"
              : "border-transparent text-muted hover:text-foreground",
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
