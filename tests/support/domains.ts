import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Ctx } from "#server/kernel/ctx.ts";
import { addDomain, checkDomain, recheckDomains } from "#server/modules/domains/index.ts";
import type { Domain } from "#server/modules/domains/schema.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import { type DnsServer, openDnsServer } from "./dns-server.ts";
import { type Harness, type MintedTenant, openHarness } from "./harness.ts";

export const TARGET = "edge.marque.example";
export const TARGET_ADDRESS = "203.0.113.7";

/** The server over a real DNS server on loopback, with tenants that may have domains. */
export interface DomainBench {
  harness: Harness;
  dns: DnsServer;
  mint(): Promise<MintedTenant>;
  /** Enters the records that a domain asks for. */
  publish(domain: Domain): void;
  /** Claim, records, check: live. */
  goLive(ctx: Ctx, host: string): Promise<Domain>;
  /** The slug of the tenant whose pages a host shows, or null. */
  servedAt(host: string): Promise<string | null>;
  /** Lets hours pass as a worker sees them, an hour at a time. */
  live(hours: number): Promise<void>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export async function openDomainBench(): Promise<DomainBench> {
  const dns = await openDnsServer();
  dns.set(TARGET, "A", TARGET_ADDRESS);
  const dataDirectory = mkdtempSync(path.join(tmpdir(), "marque-domains-"));
  const env = { DNS_SERVERS: dns.address, DOMAIN_TARGET: TARGET, DATA_DIR: dataDirectory };
  const harness = await openHarness({ env });
  const { ports, clock } = harness;
  const { signal } = new AbortController();
  const publish = (domain: Domain) => {
    for (const { type, name, value } of domain.records) if (type !== "ALIAS") dns.set(name, type, value);
  };
  return {
    harness,
    dns,
    publish,
    async mint() {
      const minted = await harness.mintTenant();
      const { id: tenantId } = minted.tenant;
      const override = { tenantId, kind: "feature", key: "custom_domain", isGranted: true, reason: "test" };
      await ports.systemDb.client.entitlementOverride.create({
        data: { ...override, id: minted.ctx().newId(), createdAt: clock.now() },
      });
      return minted;
    },
    async goLive(ctx, host) {
      const domain = await addDomain.call(ctx, { host });
      publish(domain);
      return checkDomain.call(ctx, { domainId: domain.id });
    },
    servedAt: async (host) => (await resolveTenant(ports, { host }))?.slug ?? null,
    async live(hours) {
      for (let hour = 0; hour < hours; hour++) {
        clock.advance(HOUR_MS);
        await recheckDomains.run(ports, signal);
      }
    },
    async close() {
      await harness.close();
      await dns.close();
    },
  };
}
