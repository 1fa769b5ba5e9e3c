import SCIMMY from "scimmy";
import { z } from "zod";
import type { Ctx, PlatformCtx } from "#server/kernel/ctx.ts";
import { GroupMatch, PersonMatch } from "#server/modules/sso/directory/schema.ts";
import {
  type DirectoryGroup,
  type DirectoryPerson,
  findGroups,
  findPeople,
  removeGroup,
  removePerson,
  saveGroup,
  savePerson,
  versionOf,
} from "#server/modules/sso/index.ts";
import { askedOf, MAX_COUNT } from "./asked.ts";
import { scimFailure } from "./failure.ts";

/**
 * Who is asking, handed through scimmy with every call. Its handlers are the process's own and know no tenant, so
 * nothing of one request may be kept outside this value.
 */
export interface ScimCaller {
  tenant: Ctx;
  platform: PlatformCtx;
  connectionId: string;
  /** Entity tags that the resource must still have to be changed; null: any. */
  versions: readonly string[] | null;
}

const { User, Group } = SCIMMY.Resources;
SCIMMY.Config.set({
  patch: true,
  filter: { supported: true, maxResults: MAX_COUNT },
  sort: true,
  bulk: false,
  etag: true,
});
// Locations are made whole when they leave: the host is the caller's.
const { Schema, ResourceType, ServiceProviderConfig } = SCIMMY.Resources;
for (const each of [User, Group, Schema, ResourceType, ServiceProviderConfig]) each.basepath("");
SCIMMY.Resources.declare(
  User.ingress((resource, instance, caller: ScimCaller) =>
    told(() => ingressUser(caller, resource.id, instance)),
  )
    .egress((resource, caller: ScimCaller) => told(() => egressUsers(caller, resource)))
    .degress((resource, caller: ScimCaller) => told(() => degressUser(caller, resource.id))),
  "User",
);
SCIMMY.Resources.declare(
  Group.ingress((resource, instance, caller: ScimCaller) =>
    told(() => ingressGroup(caller, resource.id, instance)),
  )
    .egress((resource, caller: ScimCaller) => told(() => egressGroups(caller, resource)))
    .degress((resource, caller: ScimCaller) => told(() => degressGroup(caller, resource.id))),
  "Group",
);

export { SCIMMY };

/** scimmy takes any error it does not know for "not found". */
async function told<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw scimFailure(error);
  });
}

const GivenUser = z.object({
  userName: z.string(),
  externalId: z.string().nullish(),
  displayName: z.string().nullish(),
  active: z.boolean().nullish(),
  name: z
    .object({
      givenName: z.string().nullish(),
      familyName: z.string().nullish(),
      formatted: z.string().nullish(),
    })
    .nullish(),
  emails: z.array(z.object({ value: z.string().nullish(), primary: z.boolean().nullish() })).nullish(),
});

async function ingressUser(
  { platform, tenant, connectionId, versions }: ScimCaller,
  id: string | undefined,
  instance: unknown,
) {
  const given = GivenUser.parse(instance);
  const { givenName, familyName, formatted } = given.name ?? {};
  const emails = given.emails ?? [];
  const email = (emails.find(({ primary }) => primary) ?? emails[0])?.value ?? given.userName;
  const saved = await savePerson.call(platform, {
    tenantId: tenant.tenant.id,
    connectionId,
    personId: id ?? null,
    versions: tags(versions),
    person: {
      userName: given.userName,
      externalId: given.externalId ?? null,
      email,
      displayName: given.displayName ?? formatted ?? [givenName, familyName].filter(Boolean).join(" "),
      givenName: givenName ?? "",
      familyName: familyName ?? "",
      isActive: given.active ?? true,
    },
  });
  return toUser(saved);
}

const USER_COLUMNS = {
  id: "id",
  username: "userName",
  externalid: "externalId",
  displayname: "displayName",
  active: "isActive",
  "emails.value": "email",
};

async function egressUsers({ tenant }: ScimCaller, resource: InstanceType<typeof User>) {
  const { id, filter } = resource;
  if (id !== undefined) {
    const { people } = await findPeople.call(tenant, { personId: id });
    return one(people.map(toUser), id);
  }
  const asked = askedOf(resource, USER_COLUMNS, ["username"]);
  if (!asked) return filtered((await findPeople.call(tenant, {})).people.map(toUser), filter);
  const { match, page, isDescending } = asked;
  const found = await findPeople.call(tenant, { match: PersonMatch.parse(match), ...page, isDescending });
  return paged(resource, found.people.map(toUser), found.total);
}

const filtered = <T extends object>(all: T[], filter: SCIMMY.Types.Filter | undefined): T[] =>
  filter ? filter.match(all) : all;

/** Tells scimmy that these are the ones asked for already, of so many; where they begin is said when they leave. */
function paged<T>(resource: { constraints?: object }, resources: T[], totalResults: number): T[] {
  resource.constraints = { startIndex: 1, count: resources.length, totalResults };
  return resources;
}

async function degressUser({ platform, tenant, connectionId, versions }: ScimCaller, personId = "") {
  const who = { tenantId: tenant.tenant.id, connectionId, personId };
  await removePerson.call(platform, { ...who, versions: tags(versions) });
}

const GivenGroup = z.object({
  displayName: z.string(),
  externalId: z.string().nullish(),
  members: z.array(z.object({ value: z.string() })).nullish(),
});

async function ingressGroup({ tenant, versions }: ScimCaller, id: string | undefined, instance: unknown) {
  const { displayName, externalId, members } = GivenGroup.parse(instance);
  const personIds = (members ?? []).map(({ value }) => value);
  return toGroup(
    await saveGroup.call(tenant, {
      groupId: id ?? null,
      displayName,
      externalId: externalId ?? null,
      personIds,
      versions: tags(versions),
    }),
  );
}

const GROUP_COLUMNS = { id: "id", externalid: "externalId", displayname: "displayName" };

async function egressGroups({ tenant }: ScimCaller, resource: InstanceType<typeof Group>) {
  const { id, filter } = resource;
  if (id !== undefined) {
    const { groups } = await findGroups.call(tenant, { groupId: id });
    return one(groups.map(toGroup), id);
  }
  const asked = askedOf(resource, GROUP_COLUMNS, ["displayname"]);
  if (!asked) return filtered((await findGroups.call(tenant, {})).groups.map(toGroup), filter);
  const { match, page, isDescending } = asked;
  const found = await findGroups.call(tenant, { match: GroupMatch.parse(match), ...page, isDescending });
  return paged(resource, found.groups.map(toGroup), found.total);
}

async function degressGroup({ tenant, versions }: ScimCaller, groupId = "") {
  await removeGroup.call(tenant, { groupId, versions: tags(versions) });
}

const tags = (versions: readonly string[] | null) => versions && [...versions];

function one<T>([found]: readonly T[], id: string): T {
  if (found) return found;
  throw new SCIMMY.Types.Error(404, "", `Resource ${id} not found`);
}

const toUser = (view: DirectoryPerson) => {
  const { isActive, email, groups, createdAt, updatedAt, givenName, familyName, ...person } = view;
  return {
    id: person.id,
    userName: person.userName,
    ...(person.externalId ? { externalId: person.externalId } : {}),
    displayName: person.displayName,
    name: { givenName, familyName, formatted: [givenName, familyName].filter(Boolean).join(" ") },
    active: isActive,
    emails: [{ value: email, primary: true, type: "work" }],
    groups: groups.map((group) => ({ value: group.id, display: group.displayName, type: "direct" })),
    meta: { created: createdAt, lastModified: updatedAt, version: versionOf(view) },
  };
};

const toGroup = (view: DirectoryGroup) => {
  const { id, displayName, externalId, members, createdAt, updatedAt } = view;
  return {
    id,
    displayName,
    ...(externalId ? { externalId } : {}),
    members: members.map((member) => ({ value: member.id, display: member.displayName, type: "User" })),
    meta: { created: createdAt, lastModified: updatedAt, version: versionOf(view) },
  };
};
