interface ChartLegendProps {
  lines: readonly { name: string; look: "solid" | "dashed" }[];
}

export function ChartLegend({ lines }: ChartLegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-4 text-xs text-muted">
      {lines.map(({ name, look }) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg width="16" height="8" viewBox="0 0 16 8" aria-hidden="true">
            <path
              d="M0 4H16"
              strokeWidth="2"
              strokeDasharray={look === "dashed" ? "4 3" : undefined}
              className={look === "dashed" ? "stroke-muted" : "stroke-accent-text"}
            />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
