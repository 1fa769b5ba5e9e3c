/** The TXT record by which whoever runs a domain says that this workspace may speak for its people. */
export const proofOf = ({ domain, token }: { domain: string; token: string }) => ({
  recordName: `_sso-verify.${domain}`,
  recordValue: `sso-verify=${token}`,
});
