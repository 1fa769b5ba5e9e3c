import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  /** Content runs to the edges: tables, charts, lists. */
  isFlush?: boolean;
  /** Level of the title in the page's outline. */
  level?: 2 | 3;
  children?: ReactNode;
}

export function Card({ title, description, actions, footer, isFlush, level = 2, children }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className="card flex min-w-0 flex-col overflow-hidden">
      {(title || actions) && (
        <header
          className={cx(
            "flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 sm:px-5",
            isFlush || !children ? "pb-3.5" : "pb-1",
          )}
        >
          <div className="min-w-0 grow basis-48">
            {title && <Heading className="text-[0.9375rem] leading-6 font-semibold">{title}</Heading>}
            {description && <p className="text-[0.8125rem] text-muted">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      {children && <div className={cx(!isFlush && "px-4 py-4 sm:px-5")}>{children}</div>}
      {footer && (
        <footer className="mt-auto flex flex-wrap items-center justify-between gap-2 border-t border-border bg-sunken/60 px-4 py-2.5 text-[0.8125rem] text-muted sm:px-5">
          {footer}
        </footer>
      )}
    </section>
  );
}
