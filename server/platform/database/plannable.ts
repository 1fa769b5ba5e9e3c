import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

export interface Plannable {
  /** A hash of the text. */
  name: string;
  text: string;
  values: unknown[];
}

interface Shape {
  text: string;
  isWrite: boolean;
  /** Parameters that are a LIMIT or an OFFSET and occur nowhere else, with the highest value that is written out. */
  holes: { n: number; most: number }[];
  variants: Map<string, { text: string; name: string; kept: number[] }>;
}

/** Above it a LIMIT stays a parameter: how many statements a connection prepares must not be up to who asks. */
const MAX_LIMIT = 100;

const shapes = new LRUCache<string, Shape>({ max: 2_000 });

/**
 * Writes a small LIMIT, and the OFFSET 0 that Prisma always sends, into the text. As parameters they make PostgreSQL
 * believe that its general plan reads a tenth of everything, so that it plans the statement anew at each execution.
 */
export function plannable(text: string, values: readonly unknown[]): Plannable {
  const shape = shapeOf(text);
  const written = shape.holes.map(({ n, most }) => literal(values[n - 1], most));
  const key = written.join();
  const variant = shape.variants.get(key) ?? variantOf(shape, written, values.length);
  shape.variants.set(key, variant);
  return { name: variant.name, text: variant.text, values: variant.kept.map((n) => values[n - 1]) };
}

const READ = /^\s*select\b/i;
const LOCKING = /\bfor\s+(?:no\s+key\s+)?(?:update|key\s+share|share)\b/i;

/** Anything but a plain SELECT counts as a write, BEGIN too. */
export const isWrite = (text: string): boolean => shapeOf(text).isWrite;

function shapeOf(given: string): Shape {
  const known = shapes.get(given);
  if (known) return known;
  const text = unqualified(given);
  const uses = [...text.matchAll(/\$(\d+)/g)].map(([, n]) => n);
  const found = text.matchAll(/\b(LIMIT|OFFSET) \$(\d+)/g);
  const holes = [...found].map(([, word, n]) => ({ n: Number(n), most: word === "LIMIT" ? MAX_LIMIT : 0 }));
  const isPlain = !/'[^']*\$[^']*'/.test(text); // in a literal, $1 is no parameter
  const shape = {
    text,
    isWrite: !READ.test(text) || LOCKING.test(text),
    holes: holes.filter(({ n }) => isPlain && uses.filter((use) => Number(use) === n).length === 1),
    variants: new Map(),
  };
  shapes.set(given, shape);
  return shape;
}

/** Prisma names the schema of every table; without it the search path decides, which is the tenant's own. */
export const unqualified = (text: string): string => text.replaceAll('"public".', "");

/** The number to write into the text; empty to leave the parameter. */
function literal(value: unknown, most: number): string {
  const isWhole = typeof value === "bigint" || Number.isInteger(value);
  return isWhole && Number(value) >= 0 && Number(value) <= most ? String(value) : "";
}

function variantOf({ text, holes }: Shape, written: readonly string[], count: number) {
  const all = Array.from({ length: count }, (_, i) => i + 1);
  const writtenAt = (n: number) => written[holes.findIndex((hole) => hole.n === n)];
  const kept = all.filter((n) => !writtenAt(n));
  const rewritten = text.replaceAll(/\$(\d+)/g, (_, digits: string) => {
    const n = Number(digits);
    return writtenAt(n) || `$${kept.indexOf(n) + 1}`;
  });
  return { text: rewritten, name: createHash("sha1").update(rewritten).digest("base64url"), kept };
}
