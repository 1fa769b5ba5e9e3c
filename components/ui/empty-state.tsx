import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What will be here and what to do to fill it. */
  children: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-1 px-4 py-12 text-center">
      <span className="mb-3 grid size-11 place-items-center rounded-lg border border-border bg-sunken text-muted">
        <Icon className="size-5" aria-hidden />
      </span>
      <h3 className="text-[0.9375rem] font-semibold">{title}</h3>
      <div className="text-sm text-muted">{children}</div>
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
