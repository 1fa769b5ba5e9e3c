import { describe, expect, it } from "vitest";
import { pathInTenant, tenantPath } from "./tenant-path.ts";

describe("paths of a tenant", () => {
  it("stay bare on the tenant's own host", () => {
    expect([tenantPath("", "/"), tenantPath("", "/bots")]).toEqual(["/", "/bots"]);
  });

  it("carry the prefix on the root domain", () => {
    expect([tenantPath("/tenant/acme", "/"), tenantPath("/tenant/acme", "/bots?x=1")]).toEqual([
      "/tenant/acme",
      "/tenant/acme/bots?x=1",
    ]);
  });

  it("are recognised again on either host", () => {
    expect(pathInTenant("/tenant/acme", "/tenant/acme")).toBe("/");
    expect(pathInTenant("/tenant/acme", "/tenant/acme/bots/")).toBe("/bots");
    expect(pathInTenant("/tenant/acme", "/tenant/acmeco/bots")).toBe("/tenant/acmeco/bots");
    expect(pathInTenant("", "/bots")).toBe("/bots");
  });
});
