export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Sample variance (ddof 1); NaN for fewer than two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return squares / (values.length - 1);
}

export function deviation(values: readonly number[]): number {
  return Math.sqrt(variance(values));
}

/** Sample covariance (ddof 1) of two series of equal length. */
export function covariance(a: readonly number[], b: readonly number[]): number {
  const centreA = mean(a);
  const centreB = mean(b);
  let products = 0;
  a.forEach((value, index) => {
    products += (value - centreA) * ((b[index] ?? centreB) - centreB);
  });
  return products / (a.length - 1);
}

/** Geometric mean of simple returns: (∏(1 + r))^(1/n) − 1; −1 once everything was lost. */
export function geometricMean(returns: readonly number[]): number {
  let logs = 0;
  for (const value of returns) {
    if (value <= -1) return -1;
    logs += Math.log1p(value);
  }
  return Math.expm1(logs / returns.length);
}
