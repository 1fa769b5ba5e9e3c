import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "#server/kernel/secret.ts";
import { manualClock } from "../clock.ts";
import { readAuditKey } from "./audit-key.ts";
import { localMasterKey } from "./master-key.ts";
import { countByMasterKey, renewDataKeys, rewrapKeys } from "./rotate-keys.ts";
import { type KeyStore, openVault, type StoredKey } from "./vault.ts";

const clock = manualClock(new Date("2026-01-05T00:00:00Z"));
const ACME = { tenantId: "acme" };
const NOVA = { tenantId: "nova" };

function memoryStore(): KeyStore & { keys: Map<string, StoredKey> } {
  const keys = new Map<string, StoredKey>();
  return {
    keys,
    newest: async (owner) =>
      [...keys.values()].filter((key) => key.owner === owner).toSorted((a, b) => (a.id < b.id ? 1 : -1))[0] ??
      null,
    find: async (id) => keys.get(id) ?? null,
    insert: async (key) => void (keys.has(key.id) || keys.set(key.id, key)),
    async *all() {
      yield [...keys.values()];
    },
    async remove(owner) {
      const ids = [...keys.values()].filter((key) => key.owner === owner).map(({ id }) => id);
      for (const id of ids) keys.delete(id);
      return ids;
    },
    replace: async (key, from) => {
      if (keys.get(key.id)?.masterKeyId === from) keys.set(key.id, key);
    },
  };
}

function open() {
  const store = memoryStore();
  const masterKey = localMasterKey(randomBytes(32));
  return { store, masterKey, vault: openVault(store, [masterKey], clock) };
}

describe("the vault", () => {
  it("opens what it sealed, and seals the same text differently each time", async () => {
    const { vault } = open();
    const sealed = await vault.seal(ACME, "test", new Secret("hunter2 – 🔑"));
    expect(sealed).not.toContain("hunter2");
    expect((await vault.open(ACME, "test", sealed)).reveal()).toBe("hunter2 – 🔑");
    expect(await vault.seal(ACME, "test", new Secret("hunter2 – 🔑"))).not.toBe(sealed);
  });

  it("gives each owner a key of its own, wrapped", async () => {
    const { vault, store } = open();
    await vault.seal(ACME, "test", new Secret("a"));
    await vault.seal(ACME, "test", new Secret("b"));
    await vault.seal(NOVA, "test", new Secret("c"));
    await vault.seal("platform", "test", new Secret("d"));
    expect([...store.keys.values()].map(({ owner }) => owner)).toEqual([
      "tenant:acme",
      "tenant:nova",
      "platform",
    ]);
  });

  it("opens nothing of an owner whose keys were shredded, and everything of the others", async () => {
    const { vault, store } = open();
    const mine = await vault.seal(ACME, "test", new Secret("a"));
    const theirs = await vault.seal(NOVA, "test", new Secret("b"));
    await vault.shred(ACME);
    await expect(vault.open(ACME, "test", mine)).rejects.toThrow();
    expect((await vault.open(NOVA, "test", theirs)).reveal()).toBe("b");
    expect([...store.keys.values()].map(({ owner }) => owner)).toEqual(["tenant:nova"]);
  });

  it.each([
    ["another tenant", NOVA, "test", (sealed: string) => sealed],
    ["the platform", "platform" as const, "test", (sealed: string) => sealed],
    ["another purpose", ACME, "other", (sealed: string) => sealed],
    ["a changed byte", ACME, "test", (sealed: string) => flipLast(sealed)],
    ["a cut end", ACME, "test", (sealed: string) => sealed.slice(0, -4)],
    ["another version", ACME, "test", (sealed: string) => sealed.replace("v1.", "v2.")],
    ["nothing", ACME, "test", () => ""],
  ])("does not open for %s", async (_, owner, purpose, change) => {
    const { vault } = open();
    await vault.seal(NOVA, "test", new Secret("theirs"));
    await vault.seal("platform", "test", new Secret("ours"));
    const sealed = await vault.seal(ACME, "test", new Secret("hunter2"));
    await expect(vault.open(owner, purpose, change(sealed))).rejects.toThrow();
  });

  it("opens nothing once the owner's keys are erased, or without the master key", async () => {
    const { vault, store } = open();
    const sealed = await vault.seal(ACME, "test", new Secret("hunter2"));
    await expect(
      openVault(store, [localMasterKey(randomBytes(32))], clock).open(ACME, "test", sealed),
    ).rejects.toThrow(/no master key/);
    store.keys.clear();
    await expect(vault.open(ACME, "test", sealed)).rejects.toThrow();
  });
});

describe("rotation", () => {
  it("of the master key leaves what is sealed as it is; then the old one can go", async () => {
    const { vault, store, masterKey } = open();
    const sealed = await vault.seal(ACME, "test", new Secret("hunter2"));
    const next = localMasterKey(randomBytes(32));
    expect(await rewrapKeys(store, [next, masterKey])).toBe(1);
    expect(await rewrapKeys(store, [next, masterKey])).toBe(0);
    expect(await countByMasterKey(store)).toEqual(new Map([[next.id, 1]]));
    expect((await openVault(store, [next], clock).open(ACME, "test", sealed)).reveal()).toBe("hunter2");
  });

  it("refuses to begin without the key that wraps", async () => {
    const { vault, store } = open();
    await vault.seal(ACME, "test", new Secret("hunter2"));
    await expect(rewrapKeys(store, [localMasterKey(randomBytes(32))])).rejects.toThrow(/not in the settings/);
  });

  it("of data keys seals by the new and opens by the old", async () => {
    const { vault, store, masterKey } = open();
    const before = await vault.seal(ACME, "test", new Secret("old"));
    clock.advance(1_000);
    expect(await renewDataKeys(store, [masterKey], clock.now())).toBe(1);
    const after = await vault.seal(ACME, "test", new Secret("new"));
    expect(after.split(".")[1]).not.toBe(before.split(".")[1]);
    expect((await vault.open(ACME, "test", before)).reveal()).toBe("old");
    expect((await vault.open(ACME, "test", after)).reveal()).toBe("new");
  });
});

describe("the audit key", () => {
  it("is the same for every process, also for two that start first, and after any rotation", async () => {
    const { store, masterKey } = open();
    const [first, second] = await Promise.all([
      readAuditKey(store, [masterKey], clock.now()),
      readAuditKey(store, [masterKey], clock.now()),
    ]);
    expect(first.reveal()).toEqual(second.reveal());
    const next = localMasterKey(randomBytes(32));
    await rewrapKeys(store, [next, masterKey]);
    await renewDataKeys(store, [next], clock.now());
    expect((await readAuditKey(store, [next], clock.now())).reveal()).toEqual(first.reveal());
  });
});

function flipLast(sealed: string): string {
  return sealed.slice(0, -2) + (sealed.at(-2) === "A" ? "B" : "A") + sealed.slice(-1);
}
