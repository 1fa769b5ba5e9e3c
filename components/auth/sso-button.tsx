import { Building2 } from "lucide-react";
import { LinkButton } from "../ui/link-button.tsx";

/** The company's own way in, beside the password. */
export function SsoButton({ name, href }: { name: string; href: string }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="flex items-center gap-3 text-xs text-muted before:h-px before:grow before:bg-border after:h-px after:grow after:bg-border">
        or
      </p>
      <LinkButton href={href} isWide isExternal>
        <Building2 aria-hidden />
        Sign in with {name}
      </LinkButton>
    </div>
  );
}
