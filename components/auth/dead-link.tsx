import type { ReactNode } from "react";
import { Banner } from "../ui/banner.tsx";
import { LinkButton } from "../ui/link-button.tsx";

interface DeadLinkProps {
  message?: string;
  /** Where to ask for a new link. */
  href: string;
  children: ReactNode;
}

const MESSAGE = "This link has expired or was used already.";

/** The end of the road for a mailed link, with the way to a new one. */
export function DeadLink({ message = MESSAGE, href, children }: DeadLinkProps) {
  return (
    <div className="grid gap-4">
      <Banner tone="warning" isLive>
        {message}
      </Banner>
      <LinkButton href={href} variant="primary" isWide>
        {children}
      </LinkButton>
    </div>
  );
}
