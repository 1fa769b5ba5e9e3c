import { Email } from "../../auth/schema.ts";
import type { Identity, SamlSettings } from "../schema.ts";
import { ssoRefusal } from "../words.ts";

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
/** What Okta, Entra, Google, Keycloak and LDAP directories call them. */
const EMAIL = [
  "email",
  "mail",
  "emailAddress",
  `${CLAIMS}/emailaddress`,
  "urn:oid:0.9.2342.19200300.100.1.3",
];
const NAME = [
  "displayName",
  "name",
  "http://schemas.microsoft.com/identity/claims/displayname",
  "urn:oid:2.16.840.1.113730.3.1.241",
];
const GIVEN = ["firstName", "givenName", "first_name", `${CLAIMS}/givenname`, "urn:oid:2.5.4.42"];
const FAMILY = ["lastName", "surname", "sn", "last_name", `${CLAIMS}/surname`, "urn:oid:2.5.4.4"];
const GROUPS = [
  "groups",
  "Group",
  "memberOf",
  "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
];

export type Attributes = ReadonlyMap<string, readonly string[]>;

/** Every value of every attribute as text, from what node-saml has read. */
export function attributesOf(given: unknown): Attributes {
  const entries = typeof given === "object" && given !== null ? Object.entries(given) : [];
  return new Map(
    entries.map(
      ([name, value]) => [name, [value].flat().filter((each) => typeof each === "string")] as const,
    ),
  );
}

/** @throws AppError `forbidden` when there is no NameID. */
export function identityOf(
  nameId: string | undefined,
  attributes: Attributes,
  settings: SamlSettings,
): Omit<Identity, "authenticatedAt"> {
  if (!nameId?.trim()) throw ssoRefusal("response_invalid", "There is no NameID.");
  const all = (own: string, usual: readonly string[]) =>
    (own ? [own] : usual).map((name) => attributes.get(name) ?? []).find((values) => values.length > 0) ?? [];
  const first = (own: string, usual: readonly string[]) => all(own, usual)[0]?.trim() ?? "";
  const email = Email.safeParse(first(settings.emailAttribute, EMAIL) || nameId);
  const fullName = first(settings.nameAttribute, NAME);
  return {
    subject: nameId.trim().slice(0, 500),
    email: email.success ? email.data : null,
    isEmailVerified: null,
    name: (fullName || `${first("", GIVEN)} ${first("", FAMILY)}`.trim()).slice(0, 200),
    groups: all(settings.groupsAttribute, GROUPS).slice(0, 500),
  };
}
