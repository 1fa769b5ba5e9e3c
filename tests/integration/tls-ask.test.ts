import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { releaseDomain } from "#server/modules/domains/index.ts";
import { installPorts } from "#server/platform/installed-ports.ts";
import { answerTlsAsk } from "#server/rest/answer-tls-ask.ts";
import { type DomainBench, openDomainBench } from "#tests/support/domains.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

let bench: DomainBench;
let acme: MintedTenant;
beforeAll(async () => {
  bench = await openDomainBench();
  acme = await bench.mint();
  installPorts(bench.harness.ports);
});
afterAll(() => bench.close());

const ask = async (domain: string, { peer = "127.0.0.1", token }: { peer?: string; token?: string } = {}) => {
  const query = new URLSearchParams({ domain, ...(token === undefined ? {} : { token }) });
  const headers = { "x-direct-peer": peer };
  return (await answerTlsAsk(new Request(`http://web:3000/internal/tls-ask?${query}`, { headers }))).status;
};

describe("a certificate", () => {
  it("is for the root, for workspaces that are there, and for domains that are served", async () => {
    const live = await bench.goLive(acme.ctx(), "trade.tls-company.com");
    bench.dns.asked.length = 0;
    for (const name of ["localhost", "www.localhost", `${acme.tenant.slug}.localhost`, live.host]) {
      expect(await ask(name), name).toBe(200);
    }
    for (const name of [
      "nobody.localhost",
      "admin.localhost",
      "a.b.localhost",
      "nobody.com",
      "127.0.0.1",
      "",
      "[::1]",
    ]) {
      expect(await ask(name), name).toBe(404);
    }
    expect(bench.dns.asked).toEqual([]);
  });

  it("is not for a claim, and no more after a release or a stop", async () => {
    const { addDomain } = await import("#server/modules/domains/index.ts");
    const claim = await addDomain.call(acme.ctx(), { host: "claim.tls-company.com" });
    expect(await ask(claim.host)).toBe(404);
    const live = await bench.goLive(acme.ctx(), "gone.tls-company.com");
    expect(await ask(live.host)).toBe(200);
    await releaseDomain.call(acme.ctx(), { domainId: live.id });
    expect(await ask(live.host)).toBe(404);
    const failing = await bench.goLive(acme.ctx(), "stops.tls-company.com");
    bench.dns.remove(`_domain-verify.${failing.host}`);
    await bench.live(6 * 24);
    expect(await ask(failing.host)).toBe(200);
    await bench.live(3 * 24);
    expect(await ask(failing.host)).toBe(404);
  });

  it("is asked for by the proxy alone: strangers and forwarded visitors learn nothing", async () => {
    for (const peer of ["", "203.0.113.9", "2001:4860::1", "not an address"]) {
      expect(await ask("localhost", { peer }), peer).toBe(404);
    }
    for (const peer of ["127.0.0.1", "::1", "::ffff:10.0.0.4", "172.18.0.2", "fd00::4"]) {
      expect(await ask("localhost", { peer }), peer).toBe(200);
    }
  });

  it("needs the token where one is set, wherever the caller is", async () => {
    const { ports } = bench.harness;
    installPorts({ ...ports, env: { ...ports.env, TLS_ASK_TOKEN: "a-token-of-the-proxy" } });
    expect(await ask("localhost", { peer: "203.0.113.9", token: "a-token-of-the-proxy" })).toBe(200);
    expect(await ask("localhost", { token: "another-token-here" })).toBe(404);
    expect(await ask("localhost")).toBe(404);
    installPorts(ports);
  });

  it("is bounded in number", async () => {
    bench.harness.clock.advance(120_000);
    const statuses = new Map<number, number>();
    for (let i = 0; i < 6_100; i++) {
      const status = await ask(i % 2 ? "localhost" : "www.localhost");
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses).toEqual(
      new Map([
        [200, 6_000],
        [429, 100],
      ]),
    );
  });
});
