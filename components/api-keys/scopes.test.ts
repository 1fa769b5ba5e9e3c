import { describe, expect, it } from "vitest";
import { PERMISSIONS, ROLE_PERMISSIONS } from "#server/kernel/permission.ts";
import { presetOf, presetScopes, scopesText } from "./scopes.ts";

describe("scopes of a key", () => {
  it("by preset never include ownership, nor what the maker lacks", () => {
    expect(presetScopes("full", PERMISSIONS)).not.toContain("ownership:write");
    expect(presetScopes("trading", ROLE_PERMISSIONS.viewer)).toEqual(
      ROLE_PERMISSIONS.viewer.filter((permission) => ROLE_PERMISSIONS.trader.includes(permission)),
    );
    expect(presetScopes("read", PERMISSIONS).every((scope) => scope.endsWith(":read"))).toBe(true);
  });

  it("are recognised as the preset they are, in any order, or counted", () => {
    const trading = presetScopes("trading", PERMISSIONS).toReversed();
    expect(presetOf(trading, PERMISSIONS)).toBe("trading");
    expect(scopesText(trading, PERMISSIONS)).toBe("Trading");
    expect(scopesText(["tenant:read", "bot:read"], PERMISSIONS)).toBe("2 permissions");
    expect(scopesText(["tenant:read"], PERMISSIONS)).toBe("1 permission");
  });
});
