import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import { selfSignedCertificate } from "./self-signed-certificate.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const made = (notAfter: string, commonName = "acme.example.com") =>
  new X509Certificate(
    Buffer.from(
      selfSignedCertificate({
        commonName,
        privateKey,
        notBefore: new Date("2026-01-05T10:11:12.345Z"),
        notAfter: new Date(notAfter),
      }),
      "base64",
    ),
  );

describe("a self-signed certificate", () => {
  it("is one to OpenSSL: it carries the key, is signed by it, and names itself", () => {
    const certificate = made("2036-01-05T10:11:12Z");
    expect(certificate.checkPrivateKey(privateKey)).toBe(true);
    expect(certificate.verify(publicKey)).toBe(true);
    expect(certificate.subject).toBe("CN=acme.example.com");
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.validFromDate.toISOString()).toBe("2026-01-05T10:11:12.000Z");
    expect(certificate.validToDate.toISOString()).toBe("2036-01-05T10:11:12.000Z");
  });

  it("is not signed by another key", () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expect(made("2036-01-05T00:00:00Z").verify(other.publicKey)).toBe(false);
  });

  it("ends in 2050 as well as in 2049, and bears long names", () => {
    for (const end of ["2049-12-31T23:59:59.000Z", "2050-01-01T00:00:00.000Z"]) {
      expect(made(end).validToDate.toISOString()).toBe(end);
    }
    expect(made("2036-01-05T00:00:00Z", "ä".repeat(100)).subject).toContain("CN=");
  });

  it("has a serial number of its own, positive and in its shortest form", () => {
    const serials = Array.from({ length: 50 }, () => made("2036-01-05T00:00:00Z").serialNumber);
    expect(new Set(serials).size).toBe(50);
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
  });
});
