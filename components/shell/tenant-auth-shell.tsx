import type { ReactNode } from "react";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { tenantPath } from "../tenant/tenant-path.ts";
import { ApiProvider } from "../trpc/api-provider.tsx";
import { AuthShell } from "./auth-shell.tsx";
import { BrandMark } from "./brand-mark.tsx";

interface TenantAuthShellProps {
  basePath: string;
  look: { companyName: string; logoPath: string | null };
  title: string;
  description?: string;
  hasWayBack?: boolean;
  children: ReactNode;
}

/** A form about one's account at a tenant's door, under the tenant's mark. */
export function TenantAuthShell({
  basePath,
  look: { companyName, logoPath },
  title,
  description,
  hasWayBack,
  children,
}: TenantAuthShellProps) {
  const logoUrl = logoPath && tenantPath(basePath, logoPath);
  return (
    <AuthShell
      brand={<BrandMark name={companyName} logoUrl={logoUrl} />}
      title={title}
      description={description}
      footer={hasWayBack && <TenantLink href="/sign-in">Back to sign-in</TenantLink>}
    >
      <ApiProvider basePath={basePath}>{children}</ApiProvider>
    </AuthShell>
  );
}
