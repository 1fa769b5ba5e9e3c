interface BrandMarkProps {
  name: string;
  logoUrl: string | null;
}

/** The tenant's logo in a box of fixed size, or its initial and name. */
export function BrandMark({ name, logoUrl }: BrandMarkProps) {
  if (logoUrl) {
    return (
      // biome-ignore lint/performance/noImgElement: logos are already sized and content-hashed by the server.
      <img src={logoUrl} alt={name} width={160} height={32} className="h-8 w-40 object-contain object-left" />
    );
  }
  return (
    <span className="flex h-8 min-w-0 items-center gap-2.5">
      <span
        aria-hidden
        className="grid size-7 shrink-0 place-items-center rounded-md bg-accent text-[0.8125rem] font-semibold text-accent-foreground"
      >
        {Array.from(name.trim())[0]?.toUpperCase() ?? "·"}
      </span>
      <span className="truncate text-[0.9375rem] font-semibold tracking-tight">{name}</span>
    </span>
  );
}
