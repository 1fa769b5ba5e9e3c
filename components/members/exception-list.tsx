"use client";

import { useQuery } from "@tanstack/react-query";
import { UserCheck } from "lucide-react";
import { formatCount } from "../format/number.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { permissionText } from "./permission-areas.ts";
import { ROLE_TEXT } from "./role-text.ts";

/** The page asks for the same. */
const EXCEPTED = { hasExceptions: true, limit: 500 };

/** The members who may more, or less, than their role says. */
export function ExceptionList({ initial }: { initial: Outputs["members"]["list"] }) {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.members.list.queryOptions(EXCEPTED), initialData: initial });
  const { members: excepted, total } = data;
  return (
    <Card title="Exceptions" description="Members who may more, or less, than their role." isFlush>
      {excepted.length === 0 ? (
        <EmptyState icon={UserCheck} title="No exceptions">
          Everyone may what their role says. To change that for one person, open{" "}
          <TenantLink href="/settings/members">Members</TenantLink> and choose Permissions.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-border border-t border-border">
          {excepted.map(({ id, name, role, grants, denials }) => (
            <li key={id} className="grid gap-1.5 px-4 py-3 sm:px-5">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{name}</span>
                <span className="text-[0.8125rem] text-muted">{ROLE_TEXT[role].name}</span>
              </p>
              <ul className="flex flex-wrap gap-1.5">
                {grants.map((permission) => (
                  <li key={permission}>
                    <Badge tone="positive">Also: {permissionText(permission)}</Badge>
                  </li>
                ))}
                {denials.map((permission) => (
                  <li key={permission}>
                    <Badge tone="warning">Not: {permissionText(permission)}</Badge>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {total > excepted.length && (
        <p className="border-t border-border px-4 py-3 text-[0.8125rem] text-muted sm:px-5">
          And {formatCount(total - excepted.length)} more, in Members.
        </p>
      )}
    </Card>
  );
}
