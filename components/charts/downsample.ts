/**
 * Indices of at most `size` points that keep the shape of a line, first and last included: largest triangle
 * three buckets (Steinarsson, 2013). `time` and `value` are columns of equal length.
 */
export function downsample(time: readonly number[], value: readonly number[], size: number): number[] {
  const length = value.length;
  if (length <= size || size < 3) return Array.from({ length }, (_, index) => index);

  const kept = [0];
  const width = (length - 2) / (size - 2);
  let anchor = 0;
  for (let bucket = 0; bucket < size - 2; bucket++) {
    const from = Math.floor(bucket * width) + 1;
    const to = Math.floor((bucket + 1) * width) + 1;
    const next = centroid(time, value, to, Math.min(Math.floor((bucket + 2) * width) + 1, length));
    anchor = furthest(time, value, anchor, next, from, to);
    kept.push(anchor);
  }
  kept.push(length - 1);
  return kept;
}

interface Point {
  x: number;
  y: number;
}

function centroid(time: readonly number[], value: readonly number[], from: number, to: number): Point {
  let x = 0;
  let y = 0;
  for (let index = from; index < to; index++) {
    x += time[index] ?? 0;
    y += value[index] ?? 0;
  }
  const count = Math.max(1, to - from);
  return { x: x / count, y: y / count };
}

function furthest(
  time: readonly number[],
  value: readonly number[],
  anchor: number,
  next: Point,
  from: number,
  to: number,
): number {
  const ax = time[anchor] ?? 0;
  const ay = value[anchor] ?? 0;
  let best = from;
  let bestArea = -1;
  for (let index = from; index < to; index++) {
    const area = Math.abs(
      (ax - next.x) * ((value[index] ?? 0) - ay) - (ax - (time[index] ?? 0)) * (next.y - ay),
    );
    if (area > bestArea) {
      bestArea = area;
      best = index;
    }
  }
  return best;
}
