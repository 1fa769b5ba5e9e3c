import type { ReactNode } from "react";
import { OurMention } from "./our-mention.tsx";
import { SkipLink } from "./skip-link.tsx";

interface AuthShellProps {
  /** Whose door this is: the tenant's mark, or ours. */
  brand: ReactNode;
  title: string;
  description?: ReactNode;
  /** Under the card: the other way in, legal links. */
  footer?: ReactNode;
  children: ReactNode;
}

export function AuthShell({ brand, title, description, footer, children }: AuthShellProps) {
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto_1.6fr] justify-items-center px-4 py-8">
      <SkipLink />
      <main id="content" tabIndex={-1} className="row-start-2 w-full max-w-[25rem] outline-none">
        <div className="mb-6 flex justify-center">{brand}</div>
        <div className="card px-5 py-6 sm:px-7">
          <h1 className="text-lg leading-7 font-semibold tracking-tight">{title}</h1>
          {description && <p className="mt-0.5 text-muted">{description}</p>}
          <div className="mt-5">{children}</div>
        </div>
        {footer && <div className="mt-5 text-center text-[0.8125rem] text-muted">{footer}</div>}
        <OurMention />
      </main>
    </div>
  );
}
