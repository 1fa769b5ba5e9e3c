import { z } from "zod";
import { Id } from "#server/kernel/ids.ts";
import { ROLES } from "#server/kernel/permission.ts";

export const Nothing = z.strictObject({});

/** Roles that a directory may give. Ownership is handed over by owners alone. */
export const DIRECTORY_ROLES = ["admin", "trader", "viewer"] as const;
export const DirectoryRole = z.enum(DIRECTORY_ROLES);
export type DirectoryRole = z.output<typeof DirectoryRole>;

export const SSO_KINDS = ["oidc", "saml"] as const;

const Label = z.string().trim().min(1, "Enter a name.").max(60, "Use at most 60 characters.");
const Claim = z.string().trim().max(200, "Use at most 200 characters.");
const Address = z
  .url({ protocol: /^https?$/, error: "Enter a full address that begins with https://." })
  .max(2_000, "This address is too long.");

export const EmailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    "Enter a domain like company.com.",
  );

export const OidcSettings = z.object({
  issuer: Address,
  clientId: z.string().trim().min(1, "Enter the client ID.").max(300),
  /** Asked for beside `openid email profile`. */
  scopes: z
    .array(z.string().regex(/^[!#-[\]-~]{1,100}$/, "A scope has no spaces."))
    .max(10)
    .default([]),
  /** The claim that lists groups; empty when roles are given here. */
  groupsClaim: Claim.default(""),
});
export type OidcSettings = z.output<typeof OidcSettings>;

/** A PEM certificate, or its base64 alone. */
const Certificate = z
  .string()
  .max(20_000)
  .transform((text) => text.replaceAll(/-----[A-Z ]+-----|\s/g, ""))
  .pipe(z.base64("This is not a certificate.").min(100, "This is not a certificate."));

export const SamlSettings = z.object({
  entityId: z.string().trim().min(1, "Enter the provider's entity ID.").max(1_000),
  entryPoint: Address,
  certificates: z
    .array(Certificate)
    .min(1, "Enter the provider's signing certificate.")
    .max(5, "Keep at most 5 certificates."),
  /** Attribute names; empty: the usual ones are tried. */
  emailAttribute: Claim.default(""),
  nameAttribute: Claim.default(""),
  groupsAttribute: Claim.default(""),
  /** A click at the provider's own portal begins a sign-in here too. */
  allowIdpInitiated: z.boolean().default(false),
  /** Our requests carry a signature, for providers that ask for one. */
  signRequests: z.boolean().default(false),
});
export type SamlSettings = z.output<typeof SamlSettings>;

/** Of our own keys to a SAML provider, base64 of X.509: it checks our requests by one and encrypts answers by the other. */
export const OwnCertificates = z.object({ signing: z.string(), encryption: z.string() });
export type OwnCertificates = z.output<typeof OwnCertificates>;

export const SaveOidcInput = z.strictObject({
  ...OidcSettings.shape,
  name: Label,
  /** Left out: the one that is stored stays. */
  clientSecret: z.string().trim().min(1).max(1_000).exactOptional(),
});

export const SaveSamlInput = z.strictObject({ ...SamlSettings.shape, name: Label });

export const ReadMetadataInput = z.union([
  z.strictObject({ url: Address }),
  z.strictObject({
    xml: z.string().min(1, "Paste the metadata.").max(500_000, "This metadata is too long."),
  }),
]);
export const ProviderMetadata = z.object({
  entityId: z.string(),
  entryPoint: z.string(),
  certificates: z.array(z.string()),
});
export type ProviderMetadata = z.output<typeof ProviderMetadata>;

export const GroupRole = z.strictObject({
  group: z.string().trim().min(1, "Enter the group.").max(200),
  role: DirectoryRole,
});
export const UpdateAccessInput = z.strictObject({
  allowJit: z.boolean(),
  defaultRole: DirectoryRole,
  groupRoles: z.array(GroupRole).max(50, "Map at most 50 groups."),
});

export const EnableInput = z.strictObject({ isEnabled: z.boolean() });
export const EnforceInput = z.strictObject({ isEnforced: z.boolean() });
export const AddDomainInput = z.strictObject({ domain: EmailDomain });
export const DomainId = z.strictObject({ emailDomainId: Id });

/** `failing`: it counts, but the record is gone. `stopped`: gone for so long that the domain counts no more. */
export const SsoDomainStatus = z.enum(["unproven", "proven", "failing", "stopped"]);
export type SsoDomainStatus = z.output<typeof SsoDomainStatus>;

export const SsoDomain = z.object({
  id: z.string(),
  domain: z.string(),
  status: SsoDomainStatus,
  /** Of a failing one: when it stops to count, unless the record is back. */
  stopsAt: z.iso.datetime().nullable(),
  /** The TXT record that proves it. */
  recordName: z.string(),
  recordValue: z.string(),
  checkedAt: z.iso.datetime().nullable(),
});
export type SsoDomain = z.output<typeof SsoDomain>;

/** What an administrator copies to the provider, per host of the workspace. */
export const SsoEndpoints = z.object({
  origin: z.string(),
  redirectUri: z.string(),
  acsUrl: z.string(),
  entityId: z.string(),
  metadataUrl: z.string(),
  scimUrl: z.string(),
});
export type SsoEndpoints = z.output<typeof SsoEndpoints>;

const Shared = {
  name: z.string(),
  isEnabled: z.boolean(),
  isEnforced: z.boolean(),
  testedAt: z.iso.datetime().nullable(),
  allowJit: z.boolean(),
  defaultRole: DirectoryRole,
  groupRoles: z.array(GroupRole),
  scim: z.object({ createdAt: z.iso.datetime(), usedAt: z.iso.datetime().nullable() }).nullable(),
};
export const SsoConnection = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("oidc"), settings: OidcSettings, hasClientSecret: z.boolean(), ...Shared }),
  z.object({
    kind: z.literal("saml"),
    settings: SamlSettings,
    certificates: OwnCertificates.nullable(),
    ...Shared,
  }),
]);
export type SsoConnection = z.output<typeof SsoConnection>;

export const SsoOverview = z.object({
  connection: SsoConnection.nullable(),
  domains: z.array(SsoDomain),
  endpoints: z.array(SsoEndpoints),
});
export type SsoOverview = z.output<typeof SsoOverview>;

export const SsoCheck = z.object({
  check: z.string(),
  outcome: z.enum(["passed", "warned", "failed"]),
  message: z.string(),
});
export const SsoChecks = z.array(SsoCheck);
export type SsoCheck = z.output<typeof SsoCheck>;

export const SsoProblems = z.array(
  z.object({
    id: z.string(),
    at: z.iso.datetime(),
    message: z.string(),
    detail: z.string(),
    email: z.string(),
  }),
);
export type SsoProblem = z.output<typeof SsoProblems>[number];

export const ScimToken = z.object({ token: z.string() });

/** What a provider has said of a person, checked and in our words. */
export const Identity = z.object({
  subject: z.string().min(1).max(500),
  email: z.string().max(254).nullable(),
  /** Null where the provider does not say. */
  isEmailVerified: z.boolean().nullable(),
  name: z.string().max(200),
  groups: z.array(z.string().max(200)).max(500),
  /** When the person showed the provider who they are; null where it does not say. */
  authenticatedAt: z.iso.datetime().nullable().default(null),
});
export type Identity = z.output<typeof Identity>;

export const SignInInput = z.strictObject({
  tenantId: z.string().min(1),
  connectionId: Id,
  identity: Identity,
});

export const TestResult = z.object({
  email: z.string().nullable(),
  /** The tester came back under their own address, and is linked from now on. */
  isSelf: z.boolean(),
});

/** A person whom the provider's subject stands for. */
export const SsoLink = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  /** Null: a member no more. */
  role: z.enum(ROLES).nullable(),
  signedInAt: z.iso.datetime().nullable(),
});
export type SsoLink = z.output<typeof SsoLink>;
export const SsoLinks = z.array(SsoLink);
export const ListLinksInput = z.strictObject({ search: z.string().trim().max(100).default("") });
export const UnlinkInput = z.strictObject({ personId: Id });
export const Unlinked = z.object({ personId: z.string() });

export const MyLinkInput = z.strictObject({ tenantId: z.string().min(1).max(64) });
export const MyLink = z.object({
  provider: z.string(),
  signedInAt: z.iso.datetime().nullable(),
  /** Why it can't be given up now, in words. */
  obstacle: z.string().nullable(),
});
