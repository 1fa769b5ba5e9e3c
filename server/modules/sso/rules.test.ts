import { describe, expect, it } from "vitest";
import { isAdmitted, type Presence } from "./admits.ts";
import { type Acquaintance, changedRole, decideSignIn, roleFor } from "./rules.ts";
import type { Identity } from "./schema.ts";

const ann: Identity = {
  subject: "s1",
  email: "ann@corp.test",
  isEmailVerified: true,
  name: "Ann",
  groups: [],
  authenticatedAt: null,
};
const nobody: Acquaintance = { person: null, account: null, role: null };
const account = { id: "u1" };
const linked = { userId: "u1", subject: "s1", isActive: true };
const policy = { allowJit: true, provenDomains: ["corp.test"] };

describe("who comes in", () => {
  it.each<[string, Partial<Identity>, Acquaintance, Partial<typeof policy>, string]>([
    ["a new person of a proven domain", {}, nobody, {}, "join new"],
    ["somebody with an account elsewhere", {}, { ...nobody, account }, {}, "join u1"],
    ["a member by invitation", {}, { ...nobody, account, role: "trader" }, {}, "enter u1"],
    [
      "a person whom SCIM has made",
      {},
      { person: { ...linked, subject: null }, account, role: "viewer" },
      {},
      "enter u1",
    ],
    ["a linked member", {}, { person: linked, account, role: "trader" }, {}, "enter u1"],
    ["a linked owner", {}, { person: linked, account, role: "owner" }, {}, "enter u1"],
    [
      "a linked member whose address has changed",
      { email: "x@other.test" },
      { person: linked, account, role: "trader" },
      {},
      "enter u1",
    ],
    ["an owner not yet linked", {}, { ...nobody, account, role: "owner" }, {}, "owner_unlinked"],
    ["a domain that is not proven", { email: "ann@gmail.test" }, nobody, {}, "domain_unproven"],
    [
      "a member of such a domain",
      { email: "ann@gmail.test" },
      { ...nobody, account, role: "viewer" },
      {},
      "domain_unproven",
    ],
    ["a subdomain of a proven one", { email: "ann@x.corp.test" }, nobody, {}, "domain_unproven"],
    ["a domain that ends alike", { email: "ann@evilcorp.test" }, nobody, {}, "domain_unproven"],
    ["two ats", { email: "ann@corp.test@evil.test" }, nobody, {}, "domain_unproven"],
    ["no address", { email: null }, nobody, {}, "email_missing"],
    ["an address that is not verified", { isEmailVerified: false }, nobody, {}, "email_unverified"],
    ["a provider that does not say", { isEmailVerified: null }, nobody, {}, "join new"],
    [
      "another subject of a known address",
      { subject: "s2" },
      { person: linked, account, role: "trader" },
      {},
      "subject_changed",
    ],
    [
      "whom the directory took away",
      {},
      { person: { ...linked, isActive: false }, account, role: null },
      {},
      "deactivated",
    ],
    ["a stranger without joining", {}, nobody, { allowJit: false }, "not_member"],
    [
      "a removed member without joining",
      {},
      { person: linked, account, role: null },
      { allowJit: false },
      "not_member",
    ],
    ["a removed member", {}, { person: linked, account, role: null }, {}, "join u1"],
    [
      "a removed member of another domain now",
      { email: "x@other.test" },
      { person: linked, account, role: null },
      {},
      "domain_unproven",
    ],
  ])("%s", (_, change, who, change2, expected) => {
    const verdict = decideSignIn({ ...ann, ...change }, who, { ...policy, ...change2 });
    const said = verdict.kind === "refuse" ? verdict.problem : `${verdict.kind} ${verdict.userId ?? "new"}`;
    expect(said).toBe(expected);
  });
});

describe("roles by group", () => {
  const access = {
    defaultRole: "viewer" as const,
    groupRoles: [
      { group: "Traders", role: "trader" as const },
      { group: "Admins", role: "admin" as const },
    ],
  };
  it("gives the strongest, or the default", () => {
    expect(roleFor(["Traders", "Admins"], access)).toBe("admin");
    expect(roleFor(["traders"], access)).toBe("viewer");
  });

  it("never touches an owner, nor anybody where nothing is mapped", () => {
    expect(changedRole("owner", ["Traders"], access)).toBeNull();
    expect(changedRole("admin", [], { ...access, groupRoles: [] })).toBeNull();
    expect(changedRole("admin", ["Traders"], access)).toBe("trader");
    expect(changedRole("trader", ["Traders"], access)).toBeNull();
  });
});

describe("where single sign-on is required", () => {
  const presence = {
    email: "ann@corp.test",
    role: "trader" as const,
    method: "password",
    hasSecondFactor: true,
  };
  it.each<[string, Partial<Presence>, boolean]>([
    ["a password", {}, false],
    ["a passkey", { method: "passkey" }, false],
    ["a hand-off from the root domain", { method: "handoff" }, false],
    ["the API's password", { method: "api" }, false],
    ["single sign-on", { method: "sso" }, true],
    ["another domain's address", { email: "ann@other.test" }, true],
    ["an owner's password with a second factor", { role: "owner" }, true],
    ["an owner's password alone", { role: "owner", hasSecondFactor: false }, false],
    ["an owner's passkey", { role: "owner", hasSecondFactor: false, method: "passkey" }, true],
  ])("%s: %s", (_, change, expected) => {
    expect(isAdmitted({ ...presence, ...change }, ["corp.test"])).toBe(expected);
  });

  it("nobody is asked for it elsewhere", () => expect(isAdmitted(presence, [])).toBe(true));
});
