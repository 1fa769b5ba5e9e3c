import { describe, expect, it } from "vitest";
import { destinationOf } from "./destination.ts";

const to = (host: string, path: string) => destinationOf(host, path, "localhost");

describe("destinationOf", () => {
  it.each([
    ["localhost:3000", "/pricing", { kind: "pass" }],
    ["acme.localhost:3000", "/bots", { kind: "rewrite", path: "/t/acme/bots" }],
    ["trade.acme.test", "/", { kind: "rewrite", path: "/t/~trade.acme.test/" }],
    ["localhost", "/tenant/acme", { kind: "rewrite", path: "/t/acme" }],
    ["localhost", "/tenant/acme/bots/1", { kind: "rewrite", path: "/t/acme/bots/1" }],
    ["localhost", "/tenant/acme/api/trpc/x", { kind: "rewrite", path: "/api/trpc/x", pathTenant: "acme" }],
    ["acme.localhost", "/api/trpc/x", { kind: "pass" }],
    ["acme.localhost", "/apiary", { kind: "rewrite", path: "/t/acme/apiary" }],
    ["10.0.0.7:3000", "/healthz", { kind: "pass" }],
    ["anything at all", "/readyz", { kind: "pass" }],
    ["web:3000", "/internal/tls-ask", { kind: "pass" }],
    ["acme.localhost", "/internal/tls-asks", { kind: "rewrite", path: "/t/acme/internal/tls-asks" }],
  ])("sends %s%s on", (host, path, destination) => {
    expect(to(host, path)).toEqual(destination);
  });

  it.each([
    ["localhost", "/t/acme/bots"],
    ["localhost", "/t"],
    ["acme.localhost", "/t/nova/bots"],
    ["trade.acme.test", "/t/nova"],
    ["localhost", "/tenant/ACME/bots"],
    ["localhost", "/tenant/~trade.acme.test/bots"],
    ["localhost", "/tenant/a%2fb/bots"],
    ["127.0.0.1", "/"],
    ["admin.localhost", "/"],
    ["10.0.0.7", "/healthz/x"],
    ["10.0.0.7", "/api/v1/tenant/info"],
    ["www.localhost", "/t/acme"],
    ["www.localhost", "/pricing"],
    ["acme.localhost", "/%E0%A4%A"],
    ["localhost", "/tenant/acme/%ff"],
    ["localhost", "/unknown-host"],
  ])("hides the inside from %s%s", (host, path) => {
    expect(to(host, path).kind).toBe("not_found");
  });
});
