/** Labels that may never name a tenant: ours, the mail and web conventions, and words that could deceive. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  `www api app admin root operator marque status docs help support blog mail email smtp imap pop ftp ns ns1 ns2
   dns mx cdn static assets media img images files internal t tenant tenants auth login signin sign-in signup
   sign-up sso saml oidc oauth account accounts billing pay payments checkout stripe webhook webhooks secure
   security abuse postmaster hostmaster webmaster autodiscover autoconfig localhost test dev staging prod demo-admin
   health healthz ready readyz metrics sandbox mailbox pricing legal terms privacy about contact console dashboard`
    .split(/\s+/)
    .filter(Boolean),
);
