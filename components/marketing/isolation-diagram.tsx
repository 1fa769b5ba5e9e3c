function Tenant({ x, name, tone }: { x: number; name: string; tone: string }) {
  return (
    <g>
      <rect x={x} y="10" width="200" height="52" rx="8" className="fill-surface stroke-border-strong" />
      <circle cx={x + 24} cy="36" r="8" className={tone} />
      <text x={x + 42} y="33" className="fill-foreground text-[13px] font-semibold">
        {name}
      </text>
      <text x={x + 42} y="49" className="fill-muted text-[11px]">
        request → its own client
      </text>
      <path d={`M${x + 100} 62v54`} className="stroke-border-strong" strokeDasharray="4 4" />
      <path d={`M${x + 100} 152v46`} className="stroke-border-strong" />
    </g>
  );
}

function Rows({ x, tone }: { x: number; tone: string }) {
  return [0, 1, 2].map((row) => (
    <g key={row}>
      <rect x={x} y={222 + row * 26} width="200" height="20" rx="4" className="fill-surface stroke-border" />
      <circle cx={x + 14} cy={232 + row * 26} r="4" className={tone} />
      <rect x={x + 28} y={229 + row * 26} width={110 - row * 22} height="6" rx="3" className="fill-border" />
    </g>
  ));
}

/** Two tenants, one table, and the policy between them. */
export function IsolationDiagram() {
  return (
    <svg viewBox="0 0 480 312" className="block h-auto w-full" role="img" aria-labelledby="isolation-title">
      <title id="isolation-title">
        Two tenants query the same table through separate clients; a row-level security policy in the database
        lets each see only its own rows.
      </title>
      <Tenant x={20} name="acme" tone="fill-accent" />
      <Tenant x={260} name="globex" tone="fill-warning" />
      <rect
        x="0.5"
        y="116.5"
        width="479"
        height="36"
        rx="8"
        className="fill-accent-soft stroke-accent-text"
      />
      <text x="240" y="139" textAnchor="middle" className="fill-accent-text font-mono text-[11px]">
        POLICY tenant_id = current_setting('app.tenant_id')
      </text>
      <rect x="0.5" y="198.5" width="479" height="112" rx="8" className="fill-sunken stroke-border" />
      <Rows x={20} tone="fill-accent" />
      <Rows x={260} tone="fill-warning" />
      <path d="M240 206v96" className="stroke-border-strong" strokeDasharray="2 4" />
    </svg>
  );
}
