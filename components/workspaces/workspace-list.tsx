import { ArrowRight, Building2 } from "lucide-react";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { statusText } from "../workspace-settings/status-text.ts";
import { openUrl } from "./open-url.ts";

export interface Workspace {
  id: string;
  slug: string;
  name: string;
  status: "active" | "suspended" | "closed" | "erasing";
  role: string;
}

interface WorkspaceListProps {
  workspaces: readonly Workspace[];
  /** Origin of the root domain. */
  rootUrl: string;
}

export function WorkspaceList({ workspaces, rootUrl }: WorkspaceListProps) {
  if (workspaces.length === 0) {
    return (
      <EmptyState icon={Building2} title="No workspace yet">
        Create one below. You become its owner.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-border">
      {workspaces.map(({ id, slug, name, status, role }) => (
        <li key={id}>
          <a
            href={openUrl(slug, rootUrl)}
            className="flex min-h-15 w-full items-center gap-3 px-4 py-2 text-left -outline-offset-2 hover:bg-foreground/4 sm:px-5"
          >
            <span
              aria-hidden
              className="grid size-9 shrink-0 place-items-center rounded-md bg-foreground/8 font-semibold"
            >
              {Array.from(name)[0]?.toUpperCase()}
            </span>
            <span className="min-w-0 grow">
              <span className="block truncate font-medium">{name}</span>
              <span className="block truncate text-[0.8125rem] text-muted">
                {slug}.{new URL(rootUrl).host}
              </span>
            </span>
            {status !== "active" && (
              <Badge tone={statusText({ status }).tone}>{statusText({ status }).label}</Badge>
            )}
            <span className="text-[0.8125rem] text-muted capitalize">
              {status === "closed" && role === "owner" ? "Restore" : role}
            </span>
            <ArrowRight className="size-4 text-muted" aria-hidden />
          </a>
        </li>
      ))}
    </ul>
  );
}
