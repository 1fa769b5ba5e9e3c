import { Monitor, Smartphone, Terminal } from "lucide-react";
import { formatDateTime } from "../format/time.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import type { Session } from "./session-list.tsx";

const ICONS = { computer: Monitor, phone: Smartphone, program: Terminal } as const;

const METHODS: Record<string, string> = {
  password: "by password",
  passkey: "by passkey",
  sso: "by single sign-on",
  handoff: "from the home page",
  invitation: "by an invitation",
  reset: "after a reset",
  sign_up: "by signing up",
  api: "through the API",
};

interface SessionRowProps {
  session: Session;
  rootHost: string;
  isEnding: boolean;
  onEnd: () => void;
}

export function SessionRow({ session, rootHost, isEnding, onEnd }: SessionRowProps) {
  const { device, workspace, address, country, isCurrent, createdAt, lastSeenAt, method } = session;
  const Icon = ICONS[device.kind];
  const name = device.name || "Unknown device";
  const place = [address || "unknown address", country].filter(Boolean).join(" · ");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-5">
      <Icon className="size-5 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 grow basis-60">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{name}</span>
          <span className="text-muted">{workspace ?? rootHost}</span>
          {isCurrent && <Badge tone="positive">This session</Badge>}
        </p>
        <p className="text-[0.8125rem] text-muted">
          {place}, last seen {formatDateTime(lastSeenAt)} UTC
        </p>
        <p className="text-[0.8125rem] text-muted">
          Signed in {METHODS[method] ?? ""} {formatDateTime(createdAt)} UTC
        </p>
      </div>
      {!isCurrent && (
        <Button
          size="sm"
          isPending={isEnding}
          onClick={onEnd}
          aria-label={`Sign out ${name}, ${workspace ?? rootHost}`}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}
