import type { TenantState } from "#server/modules/tenancy/lifecycle-schema.ts";
import { AuthShell } from "../shell/auth-shell.tsx";
import { BrandMark } from "../shell/brand-mark.tsx";
import { tenantPath } from "../tenant/tenant-path.ts";
import { Button } from "../ui/button.tsx";
import { ClosedWorkspace } from "./closed-workspace.tsx";

interface ClosedShellProps {
  name: string;
  logoUrl: string | null;
  basePath: string;
  email: string;
  state: TenantState;
}

export function ClosedShell({ name, logoUrl, basePath, email, state }: ClosedShellProps) {
  return (
    <AuthShell
      brand={<BrandMark name={name} logoUrl={logoUrl} />}
      title="This workspace is closed"
      footer={
        <form action="/api/sign-out" method="post">
          <input type="hidden" name="next" value={tenantPath(basePath, "/sign-in")} />
          <p className="truncate">{email}</p>
          <Button type="submit" variant="ghost" size="sm">
            Sign out
          </Button>
        </form>
      }
    >
      <ClosedWorkspace state={state} />
    </AuthShell>
  );
}
