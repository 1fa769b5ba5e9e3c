import { describe, expect, it } from "vitest";
import { memberPermissions, PERMISSIONS, ROLE_PERMISSIONS, type Role } from "#server/kernel/permission.ts";
import {
  changeRefusal,
  invitationStatus,
  inviteRefusal,
  leavesNoOwner,
  meaningfulExceptions,
  offersFor,
  type Rank,
  type Refusal,
  resendWaitSeconds,
} from "./rules.ts";

const rank = (role: Role, grants: string[] = [], denials: string[] = []): Rank => ({
  role,
  permissions: memberPermissions(role, grants, denials),
});
const RANKS = {
  owner: rank("owner"),
  admin: rank("admin"),
  "admin without keys": rank("admin", [], ["key:write"]),
  trader: rank("trader"),
  "trader who manages members": rank("trader", ["member:read", "member:write"]),
  "trader with keys": rank("trader", ["key:read", "key:write"]),
  viewer: rank("viewer"),
  "viewer who manages members": rank("viewer", ["member:read", "member:write"]),
  "key for everything": { role: null, permissions: PERMISSIONS },
} satisfies Record<string, Rank>;
type Who = keyof typeof RANKS;

describe("who may change whom, and into what", () => {
  it.each<[Who, Who, Who | null, Refusal | null]>([
    ["owner", "owner", "admin", null],
    ["owner", "owner", null, null],
    ["owner", "viewer", "owner", null],
    ["owner", "admin", "viewer", null],
    ["admin", "trader", "viewer", null],
    ["admin", "viewer", "trader", null],
    ["admin", "trader", "trader with keys", null],
    ["admin", "viewer", null, null],
    ["admin", "viewer", "admin", "owner_only"],
    ["admin", "viewer", "owner", "owner_only"],
    ["admin", "admin", "viewer", "owner_only"],
    ["admin", "admin", null, "owner_only"],
    ["admin", "owner", "viewer", "owner_only"],
    ["admin", "owner", null, "owner_only"],
    ["admin without keys", "trader", "trader with keys", "beyond_own_permissions"],
    ["admin without keys", "trader with keys", "viewer", "may_do_more"],
    ["admin without keys", "trader with keys", null, "may_do_more"],
    ["trader who manages members", "trader", "viewer", null],
    ["trader who manages members", "viewer", "trader", null],
    ["trader who manages members", "viewer", "trader with keys", "beyond_own_permissions"],
    ["viewer who manages members", "viewer", null, null],
    ["viewer who manages members", "viewer", "trader", "beyond_own_permissions"],
    ["viewer who manages members", "trader", "viewer", "may_do_more"],
    ["key for everything", "viewer", "trader", null],
    ["key for everything", "viewer", "admin", "owner_only"],
    ["key for everything", "owner", null, "owner_only"],
  ])("%s makes %s into %s: %s", (actor, target, wanted, expected) => {
    const asked = changeRefusal({ ...RANKS[actor], isTarget: false }, RANKS[target], wanted && RANKS[wanted]);
    expect(asked).toBe(expected);
  });

  it.each<[Who, Who | null, Refusal | null]>([
    ["owner", "admin", null],
    ["owner", null, "own_membership"],
    ["admin", "viewer", "own_membership"],
    ["trader who manages members", "trader with keys", "own_membership"],
    ["admin", null, "own_membership"],
  ])("%s makes themselves %s: %s", (actor, wanted, expected) => {
    const self = { ...RANKS[actor], isTarget: true };
    expect(changeRefusal(self, RANKS[actor], wanted && RANKS[wanted])).toBe(expected);
  });
});

describe("who may invite whom", () => {
  it.each<[Who, Who, Refusal | null]>([
    ["owner", "admin", null],
    ["owner", "owner", "owner_by_promotion"],
    ["admin", "trader", null],
    ["admin", "viewer", null],
    ["admin", "admin", "owner_only"],
    ["key for everything", "admin", "owner_only"],
    ["trader who manages members", "trader", null],
    ["trader who manages members", "trader with keys", "beyond_own_permissions"],
    ["viewer who manages members", "trader", "beyond_own_permissions"],
  ])("%s invites %s: %s", (actor, wanted, expected) => {
    expect(inviteRefusal(RANKS[actor], RANKS[wanted])).toBe(expected);
  });
});

it.each<[string[], string, Role | null, boolean]>([
  [["a"], "a", "admin", true],
  [["a"], "a", null, true],
  [["a"], "a", "owner", false],
  [["a", "b"], "a", null, false],
  [["a"], "b", null, false],
])("with owners %j, member %s becoming %s leaves none: %s", (owners, memberId, wanted, expected) => {
  expect(leavesNoOwner(owners, memberId, wanted)).toBe(expected);
});

it.each<[Who, Who, string[], string]>([
  ["owner", "trader", ["o"], "owner admin trader viewer | exceptions | remove"],
  ["owner", "owner", ["o", "m"], "owner admin trader viewer | | remove"],
  ["admin", "trader", ["o"], "trader viewer | exceptions | remove"],
  ["admin", "owner", ["o"], " | | "],
  ["trader who manages members", "viewer", ["o"], "trader viewer | exceptions | remove"],
  ["trader", "viewer", ["o"], " | | "],
  ["viewer", "trader", ["o"], " | | "],
])("offers %s for %s with owners %j: %s", (actor, target, ownerIds, expected) => {
  const { offeredRoles, canSetExceptions, canRemove } = offersFor(
    { ...RANKS[actor], isTarget: false },
    { ...RANKS[target], memberId: "m" },
    ownerIds,
  );
  const said = [offeredRoles.join(" "), canSetExceptions ? "exceptions" : "", canRemove ? "remove" : ""];
  expect(said.join(" | ").replaceAll("|  |", "| |")).toBe(expected);
});

it("offers the last owner nothing to do with themselves, and one of two to step down", () => {
  const self = { ...RANKS.owner, memberId: "m" };
  const actor = { ...RANKS.owner, isTarget: true };
  expect(offersFor(actor, self, ["m"])).toEqual({
    offeredRoles: [],
    canSetExceptions: false,
    canRemove: false,
    canResetTwoFactor: false,
  });
  expect(offersFor(actor, self, ["m", "n"]).offeredRoles).toEqual(["owner", "admin", "trader", "viewer"]);
});

it("drops exceptions that say what the role says anyway", () => {
  const given = { grants: ["bot:write", "key:read"], denials: ["key:read", "data:write", "sso:read"] };
  expect(meaningfulExceptions(ROLE_PERMISSIONS.trader, given)).toEqual({
    grants: [],
    denials: ["data:write"],
  });
  expect(meaningfulExceptions(ROLE_PERMISSIONS.owner, given)).toEqual({ grants: [], denials: [] });
});

const NOW = new Date("2026-01-05T12:00:00.000Z");
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

it.each([
  [1, ago(61), null],
  [1, ago(20), 40],
  [4, ago(3600), null],
  [5, ago(3600), Number.POSITIVE_INFINITY],
])("sent %i times, last at %s: wait %s", (sendCount, sentAt, expected) => {
  expect(resendWaitSeconds({ sendCount, sentAt }, NOW)).toBe(expected);
});

it.each([
  [null, null, ago(-1), "open"],
  [null, null, NOW, "expired"],
  [null, ago(5), ago(-1), "revoked"],
  [ago(5), null, ago(1), "accepted"],
])("accepted %s, revoked %s, expiring %s is %s", (acceptedAt, revokedAt, expiresAt, expected) => {
  expect(invitationStatus({ acceptedAt, revokedAt, expiresAt }, NOW)).toBe(expected);
});
