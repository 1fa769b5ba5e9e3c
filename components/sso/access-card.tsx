"use client";

import { useMutation } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useMay } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { useSsoChange } from "./use-sso-change.ts";

type Connection = NonNullable<Outputs["sso"]["get"]["connection"]>;
type Role = Connection["defaultRole"];
const NAMES: Record<Role, string> = { admin: "Admin", trader: "Trader", viewer: "Viewer" };

export function AccessCard({ connection, canEdit }: { connection: Connection; canEdit: boolean }) {
  const trpc = useTRPC();
  const isOwner = useMay("ownership:write");
  const [allowJit, setJit] = useState(connection.allowJit);
  const [defaultRole, setDefaultRole] = useState<Role>(connection.defaultRole);
  const [rows, setRows] = useState(() => connection.groupRoles.map((row, id) => ({ ...row, id })));
  const { onSuccess } = useSsoChange()("Who becomes a member is saved.");
  const save = useMutation(trpc.sso.updateAccess.mutationOptions({ onSuccess }));
  const roles = (["viewer", "trader", "admin"] as const).map((value) => ({
    value,
    label: NAMES[value],
    disabled: value === "admin" && !isOwner,
  }));
  const toRole = (value: string): Role => roles.find((role) => role.value === value)?.value ?? "viewer";
  const change = (id: number, row: Partial<{ group: string; role: Role }>) =>
    setRows(rows.map((each) => (each.id === id ? { ...each, ...row } : each)));

  return (
    <Card title="Who becomes a member" description="Seats of your plan are counted as for everybody else.">
      <div className="grid grid-cols-1 gap-4">
        {save.error && (
          <Banner tone="negative" isLive>
            {apiErrorOf(save.error).message}
          </Banner>
        )}
        <Switch
          checked={allowJit}
          disabled={!canEdit}
          onChange={(event) => setJit(event.target.checked)}
          hint="Off: only people who were invited, or provisioned by SCIM, get in."
        >
          Make people members when they first sign in
        </Switch>
        <Field label="Their role">
          {(control) => (
            <Select
              {...control}
              options={roles}
              value={defaultRole}
              disabled={!canEdit}
              onChange={(event) => setDefaultRole(toRole(event.target.value))}
            />
          )}
        </Field>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-[0.8125rem] font-medium">Roles by group</legend>
          {rows.length === 0 && (
            <p className="text-[0.8125rem] text-muted">
              None: roles are given on the members page. With groups here, the directory decides at each
              sign-in.
            </p>
          )}
          {rows.map(({ id, group, role }) => (
            <div key={id} className="flex items-center gap-2">
              <div className="grow">
                <Input
                  aria-label="Group"
                  placeholder="Group"
                  value={group}
                  disabled={!canEdit}
                  onChange={(event) => change(id, { group: event.target.value })}
                />
              </div>
              <div className="w-32">
                <Select
                  aria-label={`Role of ${group || "the group"}`}
                  options={roles}
                  value={role}
                  disabled={!canEdit}
                  onChange={(event) => change(id, { role: toRole(event.target.value) })}
                />
              </div>
              {canEdit && (
                <Button
                  variant="ghost"
                  isIcon
                  aria-label={`Remove ${group || "the group"}`}
                  onClick={() => setRows(rows.filter((each) => each.id !== id))}
                >
                  <X aria-hidden />
                </Button>
              )}
            </div>
          ))}
        </fieldset>
        {canEdit && (
          <div className="flex flex-wrap gap-2">
            <Button
              onClick={() =>
                setRows([
                  ...rows,
                  { id: Math.max(0, ...rows.map(({ id }) => id)) + 1, group: "", role: "viewer" },
                ])
              }
            >
              <Plus aria-hidden />
              Add group
            </Button>
            <Button
              variant="primary"
              isPending={save.isPending}
              onClick={() =>
                save.mutate({
                  allowJit,
                  defaultRole,
                  groupRoles: rows
                    .map(({ group, role }) => ({ group, role }))
                    .filter(({ group }) => group.trim()),
                })
              }
            >
              Save access
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
