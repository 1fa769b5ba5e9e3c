import type { z } from "zod";
import type { PasskeyView } from "../second-factor-schema.ts";

interface PasskeyRow {
  id: string;
  name: string;
  rpId: string;
  isSynced: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export function passkeyView(row: PasskeyRow): z.input<typeof PasskeyView> {
  const { id, name, rpId: host, isSynced, createdAt, lastUsedAt } = row;
  return {
    id,
    name,
    host,
    isSynced,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
