"use client";

import { useMutation } from "@tanstack/react-query";
import { ArrowRight, Building2 } from "lucide-react";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { toast } from "../ui/toast.ts";

export interface Workspace {
  id: string;
  slug: string;
  name: string;
  status: "active" | "suspended" | "closed" | "erasing";
  role: string;
}

export function WorkspaceList({
  workspaces,
  rootHost,
}: {
  workspaces: readonly Workspace[];
  rootHost: string;
}) {
  const trpc = useTRPC();
  const open = useMutation(
    trpc.auth.openWorkspace.mutationOptions({
      onSuccess: ({ handoffUrl }) => window.location.assign(handoffUrl),
      onError: (error) => toast.error(apiErrorOf(error).message),
    }),
  );
  if (workspaces.length === 0) {
    return (
      <EmptyState icon={Building2} title="No workspace yet">
        Create one below. You become its owner.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-border">
      {workspaces.map((workspace) => {
        const isOpening = open.variables?.tenantId === workspace.id && (open.isPending || open.isSuccess);
        return (
          <li key={workspace.id}>
            <button
              type="button"
              disabled={open.isPending || open.isSuccess}
              onClick={() => open.mutate({ tenantId: workspace.id })}
              className="flex min-h-15 w-full items-center gap-3 px-4 py-2 text-left -outline-offset-2 hover:bg-foreground/4 sm:px-5"
            >
              <span
                aria-hidden
                className="grid size-9 shrink-0 place-items-center rounded-md bg-foreground/8 font-semibold"
              >
                {Array.from(workspace.name)[0]?.toUpperCase()}
              </span>
              <span className="min-w-0 grow">
                <span className="block truncate font-medium">{workspace.name}</span>
                <span className="block truncate text-[0.8125rem] text-muted">
                  {workspace.slug}.{rootHost}
                </span>
              </span>
              {workspace.status !== "active" && <Badge tone="warning">{workspace.status}</Badge>}
              <span className="text-[0.8125rem] text-muted capitalize">{workspace.role}</span>
              <span className="grid size-4 place-items-center text-muted">
                {isOpening ? <Spinner /> : <ArrowRight className="size-4" aria-hidden />}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
