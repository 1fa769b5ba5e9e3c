const WIDTH = 640;
const HEIGHT = 190;
const POINTS = 140;

/** A made-up walk from bottom left to top right, the same at every rendering. Illustration only. */
function walk(seed: number, drift: number, roughness: number): number[] {
  let state = seed;
  let y = 0;
  const raw = Array.from({ length: POINTS }, () => {
    state = (state * 16_807) % 2_147_483_647;
    y += drift + (state / 2_147_483_647 - 0.5) * roughness;
    return y;
  });
  return raw.map((value) => HEIGHT - 34 - value);
}

const path = (values: readonly number[]): string =>
  values
    .map(
      (y, index) =>
        `${index === 0 ? "M" : "L"}${((index / (POINTS - 1)) * WIDTH).toFixed(1)} ${y.toFixed(1)}`,
    )
    .join("");

const EQUITY = path(walk(332_598, 0.82, 9));
const HOLD = path(walk(47_514, 0.5, 13));

export function PreviewChart() {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="mt-2 block h-auto w-full" aria-hidden="true">
      <defs>
        <linearGradient id="preview-fill" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--accent-text)" stopOpacity="0.24" />
          <stop offset="1" stopColor="var(--accent-text)" stopOpacity="0" />
        </linearGradient>
      </defs>
      {[40, 85, 130, 175].map((y) => (
        <path key={y} d={`M0 ${y}H${WIDTH}`} className="stroke-border" />
      ))}
      <path d={`${EQUITY}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} fill="url(#preview-fill)" />
      <path d={HOLD} fill="none" className="stroke-muted" strokeWidth="1.25" strokeDasharray="4 4" />
      <path d={EQUITY} fill="none" className="stroke-accent-text" strokeWidth="2" strokeLinejoin="round" />
    </svg>
  );
}
