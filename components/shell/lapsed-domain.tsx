import { LinkButton } from "../ui/link-button.tsx";
import { AuthShell } from "./auth-shell.tsx";
import { BrandMark } from "./brand-mark.tsx";

interface LapsedDomainProps {
  companyName: string;
  logoUrl: string | null;
  /** Where the workspace is served in any case, e.g. `https://acme.marque.example`. */
  origin: string;
}

/** What a workspace's own domain shows while the plan does not include it. */
export function LapsedDomain({ companyName, logoUrl, origin }: LapsedDomainProps) {
  return (
    <AuthShell
      brand={<BrandMark name={companyName} logoUrl={logoUrl} />}
      title="This address is resting"
      description={`${companyName} is not served here at present. Nothing is lost: sign in at the workspace's own address.`}
      footer="Are you an owner? The domain stays yours. Billing shows which plan brings it back."
    >
      <div className="grid gap-2">
        <LinkButton href={`${origin}/sign-in`} variant="primary" isExternal isWide>
          Go to the workspace
        </LinkButton>
        <LinkButton href={`${origin}/settings/billing`} isExternal isWide>
          Billing, for owners
        </LinkButton>
      </div>
    </AuthShell>
  );
}
