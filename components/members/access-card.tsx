import type { Permission, Role } from "#server/kernel/permission.ts";
import { Card } from "../ui/card.tsx";
import { PERMISSION_AREAS } from "./permission-areas.ts";
import { ROLE_TEXT } from "./role-text.ts";

/** What the person who looks may do here, exceptions included. */
export function AccessCard({ role, permissions }: { role: Role; permissions: readonly Permission[] }) {
  const has = (name: Permission | null) => name !== null && permissions.includes(name);
  const areas = PERMISSION_AREAS.filter(({ read, write }) => has(read) || has(write));
  return (
    <Card title={ROLE_TEXT[role].name} description={ROLE_TEXT[role].description} isFlush>
      <dl className="grid gap-x-8 gap-y-2 border-t border-border px-4 py-4 sm:grid-cols-2 sm:px-5">
        {areas.map(({ name, write }) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="font-medium">{name}</dt>
            <dd className="text-muted">{has(write) ? "See and change" : "See"}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
