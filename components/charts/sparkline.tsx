interface SparklineProps {
  values: readonly number[];
  isUp: boolean;
}

const WIDTH = 120;
const HEIGHT = 32;

/** A word-sized line; the numbers beside it say the same in text. */
export function Sparkline({ values, isUp }: SparklineProps) {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const span = high - low || 1;
  const points = values.map((value, index) => {
    const x = (index / Math.max(1, values.length - 1)) * WIDTH;
    const y = HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="block"
      aria-hidden="true"
    >
      <polyline
        points={points.join(" ")}
        className={isUp ? "fill-none stroke-positive" : "fill-none stroke-negative"}
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
