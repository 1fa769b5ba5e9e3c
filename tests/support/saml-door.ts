import { readMetadata, saveSaml } from "#server/modules/sso/index.ts";
import { installPorts } from "#server/platform/installed-ports.ts";
import { serveSso } from "#server/session/sso/serve.ts";
import { type Harness, type MintedTenant, openHarness } from "./harness.ts";
import { LoopbackBrowser, type LoopbackDoor, openLoopbackDoor } from "./loopback-door.ts";
import type { AssertionParts } from "./saml-idp.ts";
import { openSamlIdpServer, type SamlIdpServer } from "./saml-idp-server.ts";
import { grantSso, proveDomain, SSO_ENV } from "./sso.ts";

export interface Form {
  SAMLResponse: string;
  RelayState: string;
}

/**
 * The handlers of `/api/sso` over HTTP, a SAML provider on loopback, a tenant `acme` that has proven corp.test, and a
 * browser. Mock `next/headers` by `next-cookies.ts`.
 */
export class SamlDoor {
  readonly harness: Harness;
  readonly idp: SamlIdpServer;
  readonly acme: MintedTenant;
  readonly host: string;
  readonly #door: LoopbackDoor;
  browser = new LoopbackBrowser();

  private constructor(harness: Harness, idp: SamlIdpServer, door: LoopbackDoor, acme: MintedTenant) {
    this.harness = harness;
    this.idp = idp;
    this.acme = acme;
    this.#door = door;
    this.host = `acme.marque.test:${door.port}`;
  }

  static async open(): Promise<SamlDoor> {
    const door = await openLoopbackDoor();
    const harness = await openHarness({
      env: { ...SSO_ENV, ROOT_URL: `http://marque.test:${door.port}` },
    });
    const idp = await openSamlIdpServer(() => harness.clock.now());
    installPorts(harness.ports);
    door.serve(serveSso);
    const acme = await harness.mintTenant("acme");
    await grantSso(harness, acme);
    await proveDomain(harness, acme, "corp.test");
    const seats = { id: "seats", kind: "limit", key: "members", value: 50, reason: "test" };
    const { client } = harness.ports.tenantDb(acme.tenant.id);
    await client.entitlementOverride.create({ data: { ...seats, createdAt: harness.clock.now() } });
    return new SamlDoor(harness, idp, door, acme);
  }

  async close(): Promise<void> {
    await this.idp.close();
    await this.#door.close();
    await this.harness.close();
  }

  get db() {
    return this.harness.ports.tenantDb(this.acme.tenant.id).client;
  }

  /** On the tenant's host. */
  url(path: string): string {
    return `http://${this.host}/api/sso${path}`;
  }

  refused(problem: string): string {
    return `http://${this.host}/sign-in?sso=${problem}`;
  }

  get rootUrl(): string {
    return `http://marque.test:${this.#door.port}`;
  }

  /** A new browser, and everything as an administrator sets it up: our metadata there, the provider's here. */
  async introduce(more: { signRequests?: boolean } = {}): Promise<void> {
    this.harness.clock.advance(60_000);
    this.browser = new LoopbackBrowser();
    const read = await readMetadata.call(this.acme.ctx(), { url: `${this.idp.origin}/metadata` });
    await saveSaml.call(this.acme.ctx(), { name: "Corp", ...read, ...more });
    await this.db.ssoConnection.updateMany({ data: { isEnabled: true } });
    this.idp.selfMetadata = (await this.browser.ask(this.url("/metadata"))).text;
  }

  /** @returns the provider's address, with our request. */
  async start(next = "/bots"): Promise<string> {
    return (await this.browser.ask(this.url(`/start?next=${next}`))).location;
  }

  /** What the provider's page would have the browser post; what it said instead when there is no form. */
  async form(address: string): Promise<Form> {
    const { text } = await this.browser.ask(address);
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? text;
    return { SAMLResponse: field("SAMLResponse"), RelayState: field("RelayState") };
  }

  post(form: Form) {
    return this.browser.ask(this.url("/acs"), { form: { ...form }, isCrossSite: true });
  }

  /** Posts, and goes where that leads. @returns whether the browser is signed in now. */
  async enter(form: Form): Promise<boolean> {
    await this.browser.ask((await this.post(form)).location);
    return this.isSignedIn();
  }

  isSignedIn(browser = this.browser): boolean {
    return browser.cookie(this.host, "marque-session") !== undefined;
  }

  /** Posts, then tries to finish all the same. @returns why it was refused; throws when somebody is signed in. */
  async refusalOf(form: Form): Promise<string> {
    const { location } = await this.post(form);
    await this.browser.ask(this.url(`/finish?state=${form.RelayState}`));
    if (this.isSignedIn()) throw new Error("Somebody is signed in.");
    return location.replace(this.refused(""), "");
  }

  /** A sign-in begun, and the parts of an honest answer to it. */
  async begin(): Promise<{ RelayState: string; parts: AssertionParts }> {
    const { searchParams } = new URL(await this.start());
    const now = this.harness.clock.now();
    const { requestId } = await this.db.ssoFlow.findFirstOrThrow({
      where: { usedAt: null, answeredAt: null },
      orderBy: { expiresAt: "desc" },
    });
    const parts: AssertionParts = {
      audience: this.url("/metadata"),
      recipient: this.url("/acs"),
      inResponseTo: requestId,
      notBefore: now.toISOString(),
      notOnOrAfter: new Date(now.getTime() + 300_000).toISOString(),
    };
    return { RelayState: searchParams.get("RelayState") ?? "", parts };
  }

  /** Two minutes ago. */
  past(): string {
    return new Date(this.harness.clock.now().getTime() - 120_000).toISOString();
  }
}
