import { describe, expect, it } from "vitest";
import { RESERVED_SLUGS } from "#server/kernel/reserved-slugs.ts";
import { seededRandom } from "#tests/support/candles.ts";
import { type Lane, parseHost } from "./parse-host.ts";

const ROOT = "marque.example";
const HOSTS = 1_000_000;
/** What hosts are made of, and what has broken other parsers. */
const PIECES = [
  ..."abcxyz019.-_:@/\\%?#[]&= \t\r\n\u0000\u200b\u202e\u00e9\uff0e\u3002\u2025",
  ...["..", ".:", "www.", "www", "acme", "Acme", "ADMIN", "admin", "xn--", "xn--bcher-kva", "bücher", "evil"],
  ...[
    ROOT,
    `.${ROOT}`,
    `${ROOT}.`,
    `${ROOT}:443`,
    "MARQUE.EXAMPLE",
    "marque.exampleevil",
    ".evil.test",
    "localhost",
  ],
  ...[
    "127.0.0.1",
    "0x7f",
    "2130706433",
    "::1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    ":80",
    ":65536",
    ":-1",
    "user:pass@",
  ],
];
/** RFC 1123 with one trailing dot and one port: all that may stand around the name a lane stands for. */
const AROUND = /^(.*?)\.?(?::\d{1,5})?$/s;

const nameOf = (lane: Lane): string | null => {
  switch (lane.lane) {
    case "root":
      return ROOT;
    case "www":
      return `www.${ROOT}`;
    case "tenant":
      return `${lane.slug}.${ROOT}`;
    case "custom":
      return lane.host;
    case "unknown":
      return null;
    default:
      return lane satisfies never;
  }
};

describe("parseHost, given a million hosts", () => {
  it("knows nothing of it, or exactly what it says", () => {
    const random = seededRandom(20_261_121);
    const seen = { root: 0, www: 0, tenant: 0, custom: 0, unknown: 0 };
    for (let i = 0; i < HOSTS; i++) {
      let host = "";
      for (let parts = 1 + Math.floor(random() * 5); parts > 0; parts--) {
        host += PIECES[Math.floor(random() * PIECES.length)];
      }
      const lane = parseHost(host, ROOT);
      seen[lane.lane]++;
      const name = nameOf(lane);
      const said = AROUND.exec(host.toLowerCase())?.[1];
      if (name !== null && name !== said) throw new Error(`${JSON.stringify(host)} was read as ${name}`);
      if (lane.lane === "tenant" && (lane.slug.includes(".") || RESERVED_SLUGS.has(lane.slug)))
        throw new Error(`${JSON.stringify(host)} is no tenant`);
      if (
        lane.lane === "custom" &&
        (name === ROOT || name?.endsWith(`.${ROOT}`) || !/[a-z][^.]*$/.test(name ?? ""))
      )
        throw new Error(`${JSON.stringify(host)} is no domain of somebody's`);
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });
});
