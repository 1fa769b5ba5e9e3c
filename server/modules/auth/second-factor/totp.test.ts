import { Secret as OtpSecret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { Secret } from "#server/kernel/secret.ts";
import { newTotpSecret, totpStepOf } from "./totp.ts";

const RFC_SECRET = new Secret(OtpSecret.fromLatin1("12345678901234567890").base32);
const at = (seconds: number) => new Date(seconds * 1000);

describe("a time-based code", () => {
  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ])("is that of RFC 6238, appendix B, at second %i", (seconds, eightDigits) => {
    expect(totpStepOf(RFC_SECRET, eightDigits.slice(2), at(seconds))).toBe(BigInt(Math.floor(seconds / 30)));
  });

  it("is accepted one step early and one step late, and named by its own step", () => {
    const code = TOTP.generate({ secret: OtpSecret.fromBase32(RFC_SECRET.reveal()), timestamp: 3_000_000 });
    expect(totpStepOf(RFC_SECRET, code, at(3_000 - 30))).toBe(100n);
    expect(totpStepOf(RFC_SECRET, code, at(3_000 + 59))).toBe(100n);
    expect(totpStepOf(RFC_SECRET, code, at(3_000 - 31))).toBeNull();
    expect(totpStepOf(RFC_SECRET, code, at(3_000 + 60))).toBeNull();
  });

  it("has 160 bits behind it, new every time", () => {
    const [one, two] = [newTotpSecret().reveal(), newTotpSecret().reveal()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(one).not.toBe(two);
  });
});
