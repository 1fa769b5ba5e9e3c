import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { checkSso, readMetadata, saveSaml } from "#server/modules/sso/index.ts";
import { SamlDoor } from "#tests/support/saml-door.ts";
import {
  type AssertionParts,
  assertionXml,
  encoded,
  openSamlIdp,
  responseXml,
  signAssertion,
  XENC,
} from "#tests/support/saml-idp.ts";
import { STRANGER } from "#tests/support/saml-keys.ts";

vi.mock("next/headers", async () => import("#tests/support/next-cookies.ts"));

let door: SamlDoor;
beforeAll(async () => {
  door = await SamlDoor.open();
});
afterAll(() => door.close());
beforeEach(async () => {
  const attributes = { email: "ann@corp.test", displayName: "Ann", groups: "dev" };
  door.idp.person = { nameId: "ann@corp.test", attributes };
  door.idp.settings = {};
  await door.introduce();
});

const signed = (parts: AssertionParts) => signAssertion(responseXml(assertionXml(parts)));
const plain = (base64: string) => Buffer.from(base64, "base64").toString("utf8");

describe("an encrypted answer", () => {
  const encrypt = (xml: string, keyEncryption = `${XENC}rsa-oaep-mgf1p`) =>
    openSamlIdp(undefined, { encrypts: true, keyEncryption }).encrypt(xml, door.idp.selfMetadata);

  it("comes in when it is signed inside", async () => {
    const { RelayState, parts } = await door.begin();
    expect(await door.enter({ SAMLResponse: await encrypt(signed(parts)), RelayState })).toBe(true);
  });

  it.each<[string, (parts: AssertionParts) => string, string]>([
    ["unsigned", (p) => responseXml(assertionXml(p)), "unopened"],
    ["signed by a stranger", (p) => signAssertion(responseXml(assertionXml(p)), STRANGER), "unopened"],
    ["signed by SHA-1", (p) => signAssertion(responseXml(assertionXml(p)), undefined, "sha1"), "unopened"],
    ["for another audience", (p) => signed({ ...p, audience: "https://other.test" }), "token_invalid"],
    ["past its end", (p) => signed({ ...p, notOnOrAfter: door.past() }), "clock"],
  ])("%s is refused: that it is encrypted proves nothing", async (_, make, reason) => {
    const { RelayState, parts } = await door.begin();
    expect(await door.refusalOf({ SAMLResponse: await encrypt(make(parts)), RelayState })).toBe(reason);
  });

  it("that was damaged says the same of bad padding and of a bad signature", async () => {
    const { RelayState, parts } = await door.begin();
    const xml = plain(await encrypt(signed(parts)));
    const values = [...xml.matchAll(/<[\w:]*CipherValue>([^<]+)</g)].map(([, value = ""]) => value);
    expect(values).toHaveLength(2);
    for (const value of values) {
      // Behind the initialisation vector, of which a bit may fall on a blank that means nothing.
      for (const at of [40, value.length - 30]) {
        const damaged = `${value.slice(0, at)}${value[at] === "A" ? "B" : "A"}${value.slice(at + 1)}`;
        const SAMLResponse = encoded(xml.replace(value, damaged));
        expect((await door.post({ SAMLResponse, RelayState })).location).toBe(door.refused("unopened"));
      }
    }
  });

  it.each(["rsa-1_5", "rsa-1&#x5f;5"])("by %s is refused without being opened", async (spelling) => {
    const { RelayState, parts } = await door.begin();
    const xml = plain(await encrypt(signed(parts), `${XENC}rsa-1_5`)).replaceAll("rsa-1_5", spelling);
    expect(await door.refusalOf({ SAMLResponse: encoded(xml), RelayState })).toBe("encryption_refused");
  });

  it("to a provider saved before there were keys is refused until it is saved again", async () => {
    const { RelayState, parts } = await door.begin();
    const SAMLResponse = await encrypt(signed(parts));
    await door.db.ssoConnection.updateMany({ data: { sealedSecret: null } });
    expect(await door.refusalOf({ SAMLResponse, RelayState })).toBe("unopened");
    await door.introduce();
    const again = await door.begin();
    const answer = { SAMLResponse: await encrypt(signed(again.parts)), RelayState: again.RelayState };
    expect(await door.enter(answer)).toBe(true);
  });
});

describe("a provider that asks for signed requests and encrypts its answers", () => {
  it("gets both, by the certificates in our metadata", async () => {
    door.idp.settings = { wantsSigned: true, encrypts: true };
    await door.introduce({ signRequests: true });
    expect(door.idp.selfMetadata).toContain('AuthnRequestsSigned="true"');
    const form = await door.form(await door.start());
    expect(plain(form.SAMLResponse)).toContain("EncryptedAssertion");
    expect(plain(form.SAMLResponse)).not.toContain("ann@corp.test");
    expect(await door.enter(form)).toBe(true);
  });

  it("does not answer a request that was changed on its way", async () => {
    door.idp.settings = { wantsSigned: true };
    await door.introduce({ signRequests: true });
    const address = new URL(await door.start());
    address.searchParams.set("RelayState", "other");
    expect((await door.form(address.href)).SAMLResponse).toContain("FAILED_MESSAGE_SIGNATURE_VERIFICATION");
  });

  it("gets no signature, and no promise of one, where that is not asked for", async () => {
    expect(new URL(await door.start()).searchParams.has("Signature")).toBe(false);
    expect(door.idp.selfMetadata).toContain('AuthnRequestsSigned="false"');
    expect(door.idp.selfMetadata).not.toContain('use="signing"');
  });
});

describe("our keys", () => {
  const keys = async () => {
    const { certificates, sealedSecret } = await door.db.ssoConnection.findFirstOrThrow();
    return { certificates, sealedSecret };
  };

  it("stay while the provider is saved again; another provider gets others", async () => {
    const before = await keys();
    await door.introduce({ signRequests: true });
    expect(await keys()).toEqual(before);
    const read = await readMetadata.call(door.acme.ctx(), { url: `${door.idp.origin}/metadata` });
    await saveSaml.call(door.acme.ctx(), { name: "Other", ...read, entityId: "https://other.test" });
    const after = await keys();
    expect(after.certificates).not.toEqual(before.certificates);
    expect(after.sealedSecret).not.toBe(before.sealedSecret);
  });

  it("are sealed, and in no answer", async () => {
    const saved = JSON.stringify(await keys());
    const shown = await saveSaml.call(door.acme.ctx(), {
      name: "Corp",
      ...(await readMetadata.call(door.acme.ctx(), { url: `${door.idp.origin}/metadata` })),
    });
    for (const text of [saved, JSON.stringify(shown), door.idp.selfMetadata]) {
      expect(text).not.toContain("PRIVATE KEY");
    }
    expect(shown).not.toHaveProperty("sealedSecret");
  });

  it("are told of before they end", async () => {
    const about = async () =>
      (await checkSso.call(door.acme.ctx(), {})).find(({ check }) => check === "Our keys");
    expect(await about()).toMatchObject({ outcome: "passed" });
    door.harness.clock.advance(9.99 * 365.25 * 24 * 3_600_000);
    expect(await about()).toMatchObject({ outcome: "warned" });
  });
});
