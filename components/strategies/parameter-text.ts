/** `{ fast: 10, slow: 20 }` → `fast 10, slow 20`. */
export const parameterText = (params: Readonly<Record<string, number>>): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

/** `sma-cross` → `SMA cross`; short words of three letters are acronyms. */
export const strategyTitle = (name: string): string => {
  const [first = "", ...rest] = name.split("-");
  const head = first.length <= 4 ? first.toUpperCase() : first.charAt(0).toUpperCase() + first.slice(1);
  return [head, ...rest].join(" ");
};
