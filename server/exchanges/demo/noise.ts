/** A number in [0, 1) that depends on its three inputs alone (murmur3 finalizer). */
export function hash01(seed: number, layer: number, index: number): number {
  let h = Math.imul(seed, 0x9e3779b1) ^ Math.imul(layer + 1, 0x85ebca6b) ^ Math.imul(index, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Value noise in [−1, 1]: hashed knots every `period`, a straight line between them. */
export function noise(seed: number, layer: number, position: number, period: number): number {
  const at = position / period;
  const knot = Math.floor(at);
  const left = hash01(seed, layer, knot);
  const right = hash01(seed, layer, knot + 1);
  return 2 * (left + (right - left) * (at - knot)) - 1;
}
