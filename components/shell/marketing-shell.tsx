import Link from "next/link";
import type { ReactNode } from "react";
import { LinkButton } from "../ui/link-button.tsx";
import { MarqueMark } from "./marque-mark.tsx";
import { SkipLink } from "./skip-link.tsx";

const LINKS = [
  { href: "/#product", label: "Product" },
  { href: "/#isolation", label: "Isolation" },
  { href: "/#self-host", label: "Self-host" },
  { href: "/pricing", label: "Pricing" },
] as const;

export function MarketingShell({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <SkipLink />
      <header className="sticky top-0 z-10 border-b border-border bg-surface">
        <div className="mx-auto flex h-15 max-w-6xl items-center gap-8 px-4 sm:px-6">
          <Link href="/" aria-label="Marque, home" className="flex">
            <MarqueMark />
          </Link>
          <nav aria-label="Site" className="hidden grow gap-6 text-sm font-medium text-muted md:flex">
            {LINKS.map((link) => (
              <Link key={link.href} href={link.href} className="hover:text-foreground">
                {link.label}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-1.5">
            <LinkButton href="/sign-in" variant="ghost">
              Sign in
            </LinkButton>
            <LinkButton href="/sign-up" variant="primary">
              Start free
            </LinkButton>
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <footer className="border-t border-border">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-8 sm:px-6">
          <MarqueMark />
          <nav aria-label="Footer" className="flex flex-wrap gap-x-6 gap-y-2 text-[0.8125rem] text-muted">
            {LINKS.map((link) => (
              <Link key={link.href} href={link.href} className="hover:text-foreground">
                {link.label}
              </Link>
            ))}
          </nav>
          <p className="w-full text-xs text-muted">
            Open source under the Apache 2.0 licence. Trading can lose money; past and simulated performance
            does not predict results.
          </p>
        </div>
      </footer>
    </div>
  );
}
