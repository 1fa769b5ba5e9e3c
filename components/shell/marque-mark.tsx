/** Our own mark: an M drawn by two candles and the line between them. */
export function MarqueMark() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <svg viewBox="0 0 24 24" className="size-7" aria-hidden="true">
        <rect width="24" height="24" rx="6" className="fill-accent" />
        <path
          d="M6.5 5v14M17.5 5v14"
          className="stroke-accent-foreground"
          strokeWidth="1.4"
          strokeLinecap="round"
          opacity="0.55"
        />
        <path
          d="M6.5 16.5v-9l5.5 6 5.5-6v9"
          className="stroke-accent-foreground"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
          fill="none"
        />
      </svg>
      <span className="text-[1.0625rem] font-semibold tracking-tight">Marque</span>
    </span>
  );
}
