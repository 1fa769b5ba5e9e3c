import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHost } from "./parse-host.ts";

const ROOT = "marque.example";
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

describe("parseHost", () => {
  it.each([
    ["marque.example", { lane: "root" }],
    ["MARQUE.example:3000", { lane: "root" }],
    ["marque.example.", { lane: "root" }],
    ["www.marque.example", { lane: "www" }],
    ["acme.marque.example", { lane: "tenant", slug: "acme" }],
    ["Acme.Marque.Example.:443", { lane: "tenant", slug: "acme" }],
    ["trade.acme.test", { lane: "custom", host: "trade.acme.test" }],
    ["xn--bcher-kva.example", { lane: "custom", host: "xn--bcher-kva.example" }],
  ])("reads %s", (host, lane) => {
    expect(parseHost(host, ROOT)).toEqual(lane);
  });

  it.each([
    null,
    "",
    ".",
    "a.b.marque.example",
    "admin.marque.example",
    "api.marque.example",
    "-acme.marque.example",
    "xn--acme.marque.example",
    "acme..marque.example",
    ".marque.example",
    "localhost",
    "127.0.0.1",
    "127.1",
    "0x7f.0.0.1",
    "[::1]",
    "[::1]:3000",
    "user@acme.marque.example",
    "acme.marque.example:99:99",
    "acme.marque.example:port",
    "acme.marque.example/path",
    "acme.marque.example\u0000",
    "acme_x.marque.example",
    "ácme.marque.example",
    `${"a".repeat(64)}.marque.example`,
    `${"a.".repeat(200)}com`,
  ])("knows nothing of %j", (host) => {
    expect(parseHost(host, ROOT)).toEqual({ lane: "unknown" });
  });

  it.each(["acme.marque.example.evil.test", "evilmarque.example", "marque.example.evil"])(
    "does not take %s for ours",
    (host) => {
      expect(parseHost(host, ROOT)).toEqual({ lane: "custom", host });
    },
  );

  it("is total, and every lane it gives is well-formed, for any bytes", () => {
    const bytes = fc.string({ unit: "binary", maxLength: 300 });
    const pieces = fc.constantFrom(
      ".",
      ":",
      "@",
      "[",
      "]",
      "%",
      "\\",
      "-",
      "www",
      "acme",
      "xn--",
      "marque.example",
      "80",
      "\u202e",
    );
    const near = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(bytes, near), (host) => {
        const lane = parseHost(host, ROOT);
        if (lane.lane === "tenant") expect(lane.slug).toMatch(LABEL);
        if (lane.lane === "custom") {
          expect(lane.host.split(".").every((label) => LABEL.test(label))).toBe(true);
          expect(lane.host === ROOT || lane.host.endsWith(`.${ROOT}`)).toBe(false);
        }
      }),
      { numRuns: 100_000 },
    );
  });
});
