import { Prisma } from "#server/generated/prisma/client.ts";
import type { TenantDb } from "#server/kernel/ctx.ts";
import { DirectoryRole, GroupRole, OidcSettings, OwnCertificates, SamlSettings } from "./schema.ts";

type Common = {
  id: string;
  name: string;
  isEnabled: boolean;
  isEnforced: boolean;
  allowJit: boolean;
  defaultRole: DirectoryRole;
  groupRoles: { group: string; role: DirectoryRole }[];
  testedAt: Date | null;
  scimTokenAt: Date | null;
  scimUsedAt: Date | null;
  sealedSecret: string | null;
};
export type OidcConnection = Common & { kind: "oidc"; settings: OidcSettings };
export type SamlConnection = Common & {
  kind: "saml";
  settings: SamlSettings;
  certificates: OwnCertificates | null;
};
export type Connection = OidcConnection | SamlConnection;

type Row = NonNullable<Awaited<ReturnType<TenantDb["ssoConnection"]["findFirst"]>>>;

export async function findConnection(db: TenantDb): Promise<Connection | null> {
  const row = await db.ssoConnection.findFirst();
  return row && toConnection(row);
}

export async function findConnectionByScimToken(
  db: TenantDb,
  scimTokenHash: string,
): Promise<Connection | null> {
  const row = await db.ssoConnection.findFirst({ where: { scimTokenHash } });
  return row && toConnection(row);
}

export type Draft = Pick<Connection, "id" | "kind" | "name" | "settings" | "sealedSecret"> & {
  certificates?: OwnCertificates;
};

/**
 * Writes the settings, to be tested anew. A draft under another id is another provider: the links of people to the old
 * one go with it, because what its subjects were called means nothing at the new one.
 */
export async function writeConnection(
  db: TenantDb,
  tenantId: string,
  draft: Draft,
  now: Date,
): Promise<void> {
  await db.ssoConnection.deleteMany({ where: { id: { not: draft.id } } });
  const certificates = draft.certificates ?? Prisma.DbNull;
  const untested = { ...draft, certificates, testedAt: null, updatedAt: now };
  await db.ssoConnection.upsert({
    where: { tenantId_id: { tenantId, id: draft.id } },
    create: { tenantId, ...untested, createdAt: now },
    update: untested,
  });
}

type Change = Partial<{
  isEnabled: boolean;
  isEnforced: boolean;
  allowJit: boolean;
  defaultRole: string;
  groupRoles: object;
  testedAt: Date;
  scimTokenHash: string | null;
  scimTokenAt: Date | null;
  scimUsedAt: Date;
}>;

export async function changeConnection(db: TenantDb, id: string, change: Change): Promise<void> {
  await db.ssoConnection.updateMany({ where: { id }, data: change });
}

export async function deleteConnection(db: TenantDb, id: string): Promise<void> {
  await db.ssoConnection.deleteMany({ where: { id } });
}

function toConnection({ kind, settings, certificates, ...row }: Row): Connection {
  const common: Common = {
    ...row,
    defaultRole: DirectoryRole.catch("viewer").parse(row.defaultRole),
    groupRoles: GroupRole.array().catch([]).parse(row.groupRoles),
  };
  return kind === "saml"
    ? {
        ...common,
        kind,
        settings: SamlSettings.parse(settings),
        certificates: OwnCertificates.nullable().parse(certificates),
      }
    : { ...common, kind: "oidc", settings: OidcSettings.parse(settings) };
}

const PROBLEMS_SHOWN = 20;
export const SIGN_IN_FAILED = "sso.signInFailed";

/** The latest sign-ins that did not come about, newest first. */
export async function listFailures(db: TenantDb) {
  return db.auditLog.findMany({
    where: { verb: SIGN_IN_FAILED },
    orderBy: { seq: "desc" },
    take: PROBLEMS_SHOWN,
    select: { id: true, at: true, after: true },
  });
}
