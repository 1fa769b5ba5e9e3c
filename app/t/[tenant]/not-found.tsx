import { Problem } from "#components/shell/problem.tsx";
import { TenantLink } from "#components/tenant/tenant-link.tsx";

export default function TenantNotFound() {
  return (
    <Problem
      code="404"
      title="This page was not found"
      isWhole
      actions={
        <TenantLink href="/" variant="primary">
          Go to the overview
        </TenantLink>
      }
    >
      <p>It may have been removed, or the address is mistyped.</p>
    </Problem>
  );
}
