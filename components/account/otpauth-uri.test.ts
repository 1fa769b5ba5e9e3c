import { URI } from "otpauth";
import { expect, it } from "vitest";
import { grouped, otpauthUri } from "./otpauth-uri.ts";

it("is read by an authenticator as it was meant, whatever the company is called", () => {
  const uri = otpauthUri({
    issuer: "Acme & Söhne: FX",
    account: "ada@acme.test",
    secret: "JBSWY3DPEHPK3PXP",
  });
  expect(URI.parse(uri)).toMatchObject({
    issuer: "Acme & Söhne FX",
    label: "ada@acme.test",
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    secret: { base32: "JBSWY3DPEHPK3PXP" },
  });
});

it("is grouped by four for reading", () => {
  expect(grouped("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
});
