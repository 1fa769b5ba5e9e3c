/** Guarantee: the caller keeps `index` inside the column, so the value exists. Inlined by the compiler. */
export function at(column: Float64Array, index: number): number {
  return column[index] as number;
}

/** The same guarantee for columns of small codes; apart from `at` so that both stay monomorphic. */
export function codeAt(column: Int8Array, index: number): number {
  return column[index] as number;
}

export function barAt(column: Int32Array, index: number): number {
  return column[index] as number;
}
