import { Eye, Minus, Pencil } from "lucide-react";
import { ROLE_PERMISSIONS, ROLES, type Role } from "#server/kernel/permission.ts";
import { Card } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";
import { PERMISSION_AREAS, type PermissionArea } from "./permission-areas.ts";
import { ROLE_TEXT } from "./role-text.ts";

const MAY = {
  change: { icon: Pencil, label: "Change", ink: "text-positive" },
  see: { icon: Eye, label: "See", ink: "text-info" },
  nothing: { icon: Minus, label: "No", ink: "text-muted" },
} as const;

function may(role: Role, { read, write }: PermissionArea): keyof typeof MAY {
  const has = (name: string | null) => ROLE_PERMISSIONS[role].some((each) => each === name);
  return has(write) ? "change" : has(read) ? "see" : "nothing";
}

function Cell({ role, area }: { role: Role; area: PermissionArea }) {
  const { icon: Icon, label, ink } = MAY[may(role, area)];
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon className={`size-3.5 shrink-0 ${ink}`} aria-hidden />
      {label}
    </span>
  );
}

const COLUMNS = [
  {
    key: "area",
    header: "Area",
    cell: (area: PermissionArea) => <span className="font-medium">{area.name}</span>,
  },
  ...ROLES.map((role) => ({
    key: role,
    header: ROLE_TEXT[role].name,
    cell: (area: PermissionArea) => <Cell role={role} area={area} />,
  })),
];

/** What each role may, area by area. Whoever may change may also see. */
export function RolesMatrix() {
  return (
    <Card
      title="What each role may"
      description="Owners also make owners and admins, and hand the workspace over."
      isFlush
    >
      <Table
        caption="What each role may, by area"
        columns={COLUMNS}
        rows={PERMISSION_AREAS}
        rowKey={(area) => area.name}
      />
    </Card>
  );
}
