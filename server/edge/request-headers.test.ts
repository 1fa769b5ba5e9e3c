import { describe, expect, it } from "vitest";
import { settleHeaders } from "./request-headers.ts";

const settle = (given: Record<string, string>, { path = "/", isBehindProxy = false } = {}) => {
  const headers: Record<string, string | string[] | undefined> = { host: "acme.marque.example", ...given };
  settleHeaders(headers, { path, isBehindProxy, peer: "10.0.0.9", rootUrl: "https://marque.example" });
  return headers;
};

describe("the headers of a request", () => {
  it("follow host and socket, whatever was sent", () => {
    const sent = {
      "x-forwarded-host": "nova.marque.example",
      "x-forwarded-proto": "http",
      "x-forwarded-for": "1.2.3.4",
    };
    expect(settle(sent)).toMatchObject({
      "x-forwarded-host": "acme.marque.example",
      "x-forwarded-proto": "https",
      "x-forwarded-for": "10.0.0.9",
    });
    expect(settle(sent, { isBehindProxy: true })["x-forwarded-for"]).toBe("1.2.3.4");
  });

  it.each([
    "x-tenant-path",
    "x-tenant-id",
    "x-tenant-anything",
    "x-middleware-subrequest",
    "x-middleware-rewrite",
    "x-nonce",
    "x-asked-path",
    "content-security-policy",
    "x-direct-peer",
  ])("lose %s, which is ours to say", (name) => {
    expect(settle({ [name]: "forged", "x-forwarded-for": "1.2.3.4" })[name]).toBeUndefined();
  });

  it("keep X-Tenant-ID for the API", () => {
    expect(settle({ "x-tenant-id": "acme" }, { path: "/api/v1/bots" })["x-tenant-id"]).toBe("acme");
    expect(settle({ "x-tenant-id": "acme" }, { path: "/bots?x=/api/v2/" })["x-tenant-id"]).toBeUndefined();
  });

  it("name the peer only when it speaks for itself", () => {
    expect(settle({})["x-direct-peer"]).toBe("10.0.0.9");
    expect(settle({ "x-direct-peer": "127.0.0.1" })["x-direct-peer"]).toBe("10.0.0.9");
    for (const forwarding of ["x-forwarded-for", "forwarded"]) {
      expect(settle({ [forwarding]: "for=1.2.3.4" })["x-direct-peer"]).toBeUndefined();
    }
  });
});
