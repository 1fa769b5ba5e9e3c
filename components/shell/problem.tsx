import type { ReactNode } from "react";

interface ProblemProps {
  /** `404`, or nothing when there is no number worth telling. */
  code?: string;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  /** Fills the window; otherwise the room the page has. */
  isWhole?: boolean;
}

/** A page that says what went wrong and what to do; in the colours it stands in. */
export function Problem({ code, title, children, actions, isWhole }: ProblemProps) {
  const Frame = isWhole ? "main" : "div";
  return (
    <Frame
      className={isWhole ? "grid min-h-dvh place-items-center px-4 py-12" : "grid place-items-center py-20"}
    >
      <div className="grid max-w-md justify-items-center text-center">
        {code && <p className="tabular mb-2 text-sm font-semibold text-accent-text">{code}</p>}
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <div className="mt-2 leading-6 text-muted">{children}</div>
        {actions && <div className="mt-6 flex flex-wrap justify-center gap-2">{actions}</div>}
      </div>
    </Frame>
  );
}
