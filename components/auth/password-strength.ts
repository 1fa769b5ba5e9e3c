export interface Strength {
  /** 0 too short, 1 could be longer, 2 good, 3 strong. */
  level: 0 | 1 | 2 | 3;
  text: string;
}

export const MIN_PASSWORD = 10;

/** A hint while typing, by length and by how many different characters there are. The server has the last word. */
export function passwordStrength(password: string): Strength {
  const length = Array.from(password).length;
  const missing = MIN_PASSWORD - length;
  if (missing > 0)
    return { level: 0, text: missing === 1 ? "One more character" : `${missing} more characters` };
  const weight = Math.min(length, new Set(password.toLowerCase()).size * 2);
  if (weight < 13) return { level: 1, text: "Fine. Longer is safer" };
  if (weight < 18) return { level: 2, text: "Good" };
  return { level: 3, text: "Strong" };
}
