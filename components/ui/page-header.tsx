import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Trail or back link above the title. */
  above?: ReactNode;
  /** Beside the title: a status badge. */
  badge?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, description, above, badge, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {above && <div className="mb-1 text-[0.8125rem] text-muted">{above}</div>}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl leading-7 font-semibold tracking-tight sm:text-[1.375rem]">{title}</h1>
          {badge}
        </div>
        {description && <p className="mt-0.5 max-w-2xl text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
