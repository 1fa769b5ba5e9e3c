import SCIMMY from "scimmy";
import { z } from "zod";
import type { Ctx, PlatformCtx } from "#server/kernel/ctx.ts";
import {
  type DirectoryGroup,
  type DirectoryPerson,
  findGroups,
  findPeople,
  removeGroup,
  removePerson,
  saveGroup,
  savePerson,
} from "#server/modules/sso/index.ts";
import { scimFailure } from "./failure.ts";

/**
 * Who is asking, handed through scimmy with every call. Its handlers are the process's own and know no tenant, so
 * nothing of one request may be kept outside this value.
 */
export interface ScimCaller {
  tenant: Ctx;
  platform: PlatformCtx;
  connectionId: string;
}

const { User, Group } = SCIMMY.Resources;
SCIMMY.Config.set({
  patch: true,
  filter: { supported: true, maxResults: 1_000 },
  sort: true,
  bulk: false,
  etag: false,
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
  { platform, tenant, connectionId }: ScimCaller,
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

type Asked = { id?: string | undefined; filter?: SCIMMY.Types.Filter | undefined };

async function egressUsers({ tenant }: ScimCaller, { id, filter }: Asked) {
  const userName = id === undefined ? askedName(filter) : undefined;
  const people = await findPeople.call(tenant, {
    ...(id ? { personId: id } : {}),
    ...(userName ? { userName } : {}),
  });
  const users = people.map(toUser);
  if (id !== undefined) return one(users, id);
  return filter && userName === undefined ? filter.match(users) : users;
}

/** `userName eq "…"`, what directories ask before everything; names compare without case (RFC 7643 §4.1.1). */
function askedName(filter: SCIMMY.Types.Filter | undefined): string | undefined {
  const asked = z
    .tuple([z.strictObject({ userName: z.tuple([z.literal("eq"), z.string()]) })])
    .safeParse([...(filter ?? [])]);
  return asked.data?.[0].userName[1];
}

async function degressUser({ platform, tenant, connectionId }: ScimCaller, personId = "") {
  await removePerson.call(platform, { tenantId: tenant.tenant.id, connectionId, personId });
}

const GivenGroup = z.object({
  displayName: z.string(),
  externalId: z.string().nullish(),
  members: z.array(z.object({ value: z.string() })).nullish(),
});

async function ingressGroup({ tenant }: ScimCaller, id: string | undefined, instance: unknown) {
  const { displayName, externalId, members } = GivenGroup.parse(instance);
  const personIds = (members ?? []).map(({ value }) => value);
  return toGroup(
    await saveGroup.call(tenant, {
      groupId: id ?? null,
      displayName,
      externalId: externalId ?? null,
      personIds,
    }),
  );
}

async function egressGroups({ tenant }: ScimCaller, { id, filter }: Asked) {
  const groups = (await findGroups.call(tenant, id ? { groupId: id } : {})).map(toGroup);
  if (id !== undefined) return one(groups, id);
  return filter ? filter.match(groups) : groups;
}

async function degressGroup({ tenant }: ScimCaller, groupId = "") {
  await removeGroup.call(tenant, { groupId });
}

function one<T>([found]: readonly T[], id: string): T {
  if (found) return found;
  throw new SCIMMY.Types.Error(404, "", `Resource ${id} not found`);
}

const toUser = ({
  isActive,
  email,
  groups,
  createdAt,
  updatedAt,
  givenName,
  familyName,
  ...person
}: DirectoryPerson) => ({
  id: person.id,
  userName: person.userName,
  ...(person.externalId ? { externalId: person.externalId } : {}),
  displayName: person.displayName,
  name: { givenName, familyName, formatted: [givenName, familyName].filter(Boolean).join(" ") },
  active: isActive,
  emails: [{ value: email, primary: true, type: "work" }],
  groups: groups.map((group) => ({ value: group.id, display: group.displayName, type: "direct" })),
  meta: { created: createdAt, lastModified: updatedAt },
});

const toGroup = ({ id, displayName, externalId, members, createdAt, updatedAt }: DirectoryGroup) => ({
  id,
  displayName,
  ...(externalId ? { externalId } : {}),
  members: members.map((member) => ({ value: member.id, display: member.displayName, type: "User" })),
  meta: { created: createdAt, lastModified: updatedAt },
});
