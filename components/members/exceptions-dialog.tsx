"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type Permission, ROLE_PERMISSIONS } from "#server/kernel/permission.ts";
import { useTenant } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Inputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Select } from "../ui/select.tsx";
import type { Member } from "./member-row.tsx";
import { PERMISSION_AREAS, permissionText } from "./permission-areas.ts";
import { ROLE_TEXT } from "./role-text.ts";
import { useMemberChange } from "./use-member-change.ts";

type Grant = NonNullable<Inputs["members"]["update"]["grants"]>[number];
type Exception = "allowed" | "denied";

/** What one member may beyond the role, and what not. Mount it anew (`key`) for each member. */
export function ExceptionsDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const trpc = useTRPC();
  const { permissions: own } = useTenant();
  const [exceptions, setExceptions] = useState<Readonly<Record<string, Exception>>>(() => ({
    ...Object.fromEntries(member.grants.map((name) => [name, "allowed" as const])),
    ...Object.fromEntries(member.denials.map((name) => [name, "denied" as const])),
  }));
  const changed = useMemberChange();
  const update = useMutation(
    trpc.members.update.mutationOptions({
      onSuccess: changed(`The permissions of ${member.name} were saved.`, onClose).onSuccess,
    }),
  );
  const byRole: readonly Permission[] = ROLE_PERMISSIONS[member.role];

  function choose(name: Permission, value: string) {
    const { [name]: _, ...others } = exceptions;
    setExceptions(value === "allowed" || value === "denied" ? { ...others, [name]: value } : others);
  }

  function save() {
    const all = PERMISSION_AREAS.flatMap(({ read, write }) => [read, write]);
    const withException = (wanted: Exception) =>
      all.filter((name): name is Grant => name !== null && exceptions[name] === wanted);
    update.mutate({
      memberId: member.id,
      grants: withException("allowed"),
      denials: withException("denied"),
    });
  }

  const cell = (heading: string, name: Permission | null) =>
    name && (
      <>
        <span className="text-xs text-muted sm:hidden" aria-hidden>
          {heading}
        </span>
        <Select
          aria-label={permissionText(name)}
          value={exceptions[name] ?? "role"}
          disabled={!own.includes(name)}
          onChange={(event) => choose(name, event.target.value)}
          options={[
            { value: "role", label: byRole.includes(name) ? "By role: yes" : "By role: no" },
            ...(byRole.includes(name) && exceptions[name] !== "allowed"
              ? []
              : [{ value: "allowed", label: "Allowed" }]),
            ...(byRole.includes(name) || exceptions[name] === "denied"
              ? [{ value: "denied", label: "Denied" }]
              : []),
          ]}
        />
      </>
    );

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Permissions of ${member.name}`}
      description={`Exceptions from the role ${ROLE_TEXT[member.role].name}. You can't give what you don't have yourself.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" isPending={update.isPending} onClick={save}>
            Save permissions
          </Button>
        </>
      }
    >
      {update.error && (
        <Banner tone="negative" isLive>
          {apiErrorOf(update.error).message}
        </Banner>
      )}
      <table className="w-full text-left text-sm">
        <caption className="sr-only">Permissions by area</caption>
        <thead className="max-sm:sr-only">
          <tr className="text-xs text-muted">
            <th scope="col" className="py-1.5 font-medium">
              Area
            </th>
            <th scope="col" className="w-[34%] px-1.5 py-1.5 font-medium">
              See
            </th>
            <th scope="col" className="w-[34%] py-1.5 font-medium">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {PERMISSION_AREAS.map(({ name, read, write }) => (
            <tr key={name} className="max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-2 max-sm:pb-2">
              <th scope="row" className="py-1 pr-2 font-medium max-sm:col-span-2">
                {name}
              </th>
              <td className="sm:px-1.5 sm:py-1">{cell("See", read)}</td>
              <td className="sm:py-1">{cell("Change", write)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
