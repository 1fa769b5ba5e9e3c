import { describe, expect, it } from "vitest";
import { createKeyText, parseKeyText, visibleStart } from "./key-text.ts";

const TENANT = "01kdj8xyz0abcdefghjkmnpqrs";

describe("the text of a key", () => {
  it("names its tenant, holds 256 bits of chance, and is never made twice", () => {
    const keys = Array.from({ length: 500 }, () => createKeyText("tkey", TENANT));
    expect(new Set(keys).size).toBe(500);
    for (const key of keys) {
      expect(key).toMatch(/^tkey_01kdj8xyz0abcdefghjkmnpqrs_[0-9A-Za-z]{49}$/);
      expect(parseKeyText(key)).toEqual({ tenantId: TENANT });
    }
  });

  it("is refused by its checksum when any one character is another", () => {
    const key = createKeyText("tkey", TENANT);
    for (let at = 0; at < key.length; at++) {
      const other = key[at] === "a" ? "b" : "a";
      expect(parseKeyText(key.slice(0, at) + other + key.slice(at + 1))).toBeNull();
    }
  });

  it.each(["", "tkey", `tkey_${TENANT}_short`, "eyJhbGciOiJIUzI1NiJ9.e30.x", `_${TENANT}_${"a".repeat(49)}`])(
    "%j is none",
    (text) => expect(parseKeyText(text)).toBeNull(),
  );

  it("may begin with any prefix, with underscores too, and shows only that and the tenant", () => {
    const key = createKeyText("acme_live", TENANT);
    expect(parseKeyText(key)).toEqual({ tenantId: TENANT });
    expect(visibleStart(key)).toBe("acme_live");
  });
});
