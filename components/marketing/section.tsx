import type { ReactNode } from "react";
import { cx } from "../ui/class-names.ts";

interface SectionProps {
  id?: string;
  title: string;
  lead?: ReactNode;
  isTinted?: boolean;
  children: ReactNode;
}

export function Section({ id, title, lead, isTinted, children }: SectionProps) {
  return (
    <section
      id={id}
      className={cx("scroll-mt-16 border-t border-border py-16 sm:py-22", isTinted && "bg-background")}
    >
      <div className="mx-auto max-w-6xl px-4 sm:px-6">
        <h2 className="max-w-2xl text-2xl leading-8 font-semibold tracking-tight sm:text-[2rem] sm:leading-10">
          {title}
        </h2>
        {lead && <p className="mt-3 max-w-2xl text-base leading-7 text-muted">{lead}</p>}
        <div className="mt-10">{children}</div>
      </div>
    </section>
  );
}

export function Point({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-l-2 border-border pl-4">
      <h3 className="text-[0.9375rem] font-semibold">{title}</h3>
      <p className="mt-1 leading-6 text-muted">{children}</p>
    </div>
  );
}
