interface SectionLinksProps {
  sections: readonly { id: string; label: string }[];
}

/** Leads to the parts of a long page, and stays in view. */
export function SectionLinks({ sections }: SectionLinksProps) {
  return (
    <nav
      aria-label="On this page"
      className="sticky top-13 z-5 -mx-4 overflow-x-auto border-b border-border bg-background px-4 sm:-mx-6 sm:px-6 md:top-0 lg:mx-0 lg:px-0"
    >
      <ul className="flex gap-5 text-[0.8125rem] font-medium">
        {sections.map(({ id, label }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-flex min-h-10 items-center whitespace-nowrap text-muted hover:text-foreground pointer-coarse:min-h-11"
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
