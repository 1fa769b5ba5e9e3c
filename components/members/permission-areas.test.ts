import { expect, it } from "vitest";
import { PERMISSIONS, ROLE_PERMISSIONS } from "#server/kernel/permission.ts";
import { PERMISSION_AREAS, permissionText } from "./permission-areas.ts";
import { invitableRoles } from "./role-text.ts";

it("names every permission once, save ownership", () => {
  const named = PERMISSION_AREAS.flatMap(({ read, write }) => [read, write]).filter((each) => each !== null);
  expect(named.toSorted()).toEqual(PERMISSIONS.filter((each) => each !== "ownership:write").toSorted());
  expect([permissionText("bot:write"), permissionText("key:read")]).toEqual(["Change bots", "See API keys"]);
});

it("offers the roles that may be invited", () => {
  expect(invitableRoles(ROLE_PERMISSIONS.owner)).toEqual(["admin", "trader", "viewer"]);
  expect(invitableRoles(ROLE_PERMISSIONS.admin)).toEqual(["trader", "viewer"]);
  expect(invitableRoles(ROLE_PERMISSIONS.viewer)).toEqual(["viewer"]);
});
