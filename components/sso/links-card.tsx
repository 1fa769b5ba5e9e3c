"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Link2, Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Input } from "../ui/input.tsx";
import { useSsoChange } from "./use-sso-change.ts";

type Link = Outputs["sso"]["links"][number];
const SEARCH_FROM = 6;

interface LinksCardProps {
  links: Link[];
  provider: string;
  canEdit: boolean;
}

/** Whom the provider's subjects stand for. */
export function LinksCard({ links: initial, provider, canEdit }: LinksCardProps) {
  const trpc = useTRPC();
  const changed = useSsoChange();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const [asked, setAsked] = useState<Link | null>(null);
  const { data: links } = useQuery({
    ...trpc.sso.links.queryOptions({ search }),
    ...(search === "" ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
  });
  const unlink = useMutation(
    trpc.sso.unlink.mutationOptions(changed("The link is removed.", () => setAsked(null))),
  );
  const shown = links ?? [];
  return (
    <Card
      title="Linked people"
      description="Who has signed in, the latest first. A link is the provider's own name for a person, whatever their address."
      isFlush
      actions={
        (initial.length >= SEARCH_FROM || typed !== "") && (
          <Input
            type="search"
            aria-label="Search linked people"
            placeholder="Name or e-mail"
            prefix={<Search className="size-4" aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )
      }
    >
      {shown.length === 0 ? (
        <EmptyState icon={Link2} title={search ? "Nobody by that name" : "Nobody yet"}>
          {search
            ? `No linked person's name or e-mail contains “${search}”.`
            : `People appear here once they have come in by ${provider}.`}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-border border-t border-border" aria-label="Linked people">
          {shown.map((link) => (
            <li key={link.personId} className="flex items-center justify-between gap-3 px-4 py-3 sm:px-5">
              <div className="min-w-0 text-sm">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                  <span className="wrap-anywhere">{link.name || link.email}</span>
                  {link.role === "owner" && <Badge>Owner</Badge>}
                  {link.role === null && <Badge tone="warning">No member</Badge>}
                </p>
                <p className="text-[0.8125rem] wrap-anywhere text-muted">
                  {link.email}
                  {link.signedInAt && ` · ${formatDateTime(link.signedInAt)} UTC`}
                </p>
              </div>
              {canEdit && link.role !== "owner" && (
                <Button
                  size="sm"
                  aria-label={`Unlink ${link.name || link.email}`}
                  onClick={() => setAsked(link)}
                >
                  Unlink…
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        isOpen={asked !== null}
        title={`Unlink ${asked?.name || asked?.email || ""}?`}
        confirmLabel="Unlink"
        isDanger
        isPending={unlink.isPending}
        onCancel={() => setAsked(null)}
        onConfirm={() => asked && unlink.mutate({ personId: asked.personId })}
      >
        They are signed out here. Whoever next comes in by {provider} with the address {asked?.email} is
        linked anew: do this when an address has gone to another person. Membership and data stay.
      </ConfirmDialog>
    </Card>
  );
}
