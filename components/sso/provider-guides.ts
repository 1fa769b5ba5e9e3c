/** Where each common provider keeps what the form asks for. */
export interface ProviderGuide {
  key: string;
  label: string;
  oidc: { issuer: string; steps: string } | null;
  saml: { steps: string } | null;
}

export const PROVIDER_GUIDES: readonly ProviderGuide[] = [
  {
    key: "okta",
    label: "Okta",
    oidc: {
      issuer: "https://your-company.okta.com",
      steps:
        "In Applications, create an app integration: OIDC, web application. Paste the redirect URI as sign-in redirect URI. The client ID and secret are on the app's General page; the issuer is your Okta address.",
    },
    saml: {
      steps:
        "In Applications, create an app integration: SAML 2.0. Paste the ACS URL as single sign-on URL and our entity ID as audience URI. Name ID format: EmailAddress. Then copy the metadata URL from the Sign On page.",
    },
  },
  {
    key: "entra",
    label: "Microsoft Entra ID",
    oidc: {
      issuer: "https://login.microsoftonline.com/YOUR-TENANT-ID/v2.0",
      steps:
        "In App registrations, register a web app with the redirect URI. Make a secret under Certificates & secrets, and add the optional claim email to the ID token. Use the issuer with your own directory's ID, never common or organizations.",
    },
    saml: {
      steps:
        "In Enterprise applications, create your own application and choose SAML. Paste our entity ID as identifier and the ACS URL as reply URL. Then copy the App Federation Metadata URL.",
    },
  },
  {
    key: "google",
    label: "Google Workspace",
    oidc: {
      issuer: "https://accounts.google.com",
      steps:
        "In the Google Cloud console, create an OAuth client of type web application with the redirect URI, and make the consent screen internal. Only accounts that your Workspace runs are let in.",
    },
    saml: {
      steps:
        "In the Admin console under Apps, add a custom SAML app. Download the metadata and paste it here; then enter the ACS URL and our entity ID there. Name ID format: EMAIL, Name ID: primary email.",
    },
  },
  {
    key: "keycloak",
    label: "Keycloak",
    oidc: {
      issuer: "https://keycloak.your-company.com/realms/YOUR-REALM",
      steps:
        "In your realm, create an OpenID Connect client with client authentication on and the redirect URI as valid redirect URI. The secret is on its Credentials page.",
    },
    saml: {
      steps:
        "In your realm, create a SAML client whose client ID is our entity ID, with the ACS URL as valid redirect URI. Sign assertions: on; client signature required: off. The realm's SAML 2.0 metadata is under Realm settings.",
    },
  },
  {
    key: "other",
    label: "Another provider",
    oidc: {
      issuer: "https://login.your-company.com",
      steps:
        "Register a web application for the authorization code flow with the redirect URI. It must release the e-mail address in the ID token or at the userinfo endpoint.",
    },
    saml: {
      steps:
        "Register a service provider by our metadata address, or by ACS URL and entity ID. Assertions must be signed with SHA-256 and carry the e-mail address.",
    },
  },
];
